/** Every word that the scripts put on the page. */
export const BOT = "Trợ lý Điều phối";
export const words = {
  broken: "Mất kết nối với máy chủ; đang nối lại…",
  nothingNext: "không còn mốc nào",
  next: (when) => `kế tiếp ${when}`,
  sending: "đang gửi…",
  failed: "chưa gửi được",
  again: "Gửi lại",
  edited: "đã sửa",
  reply: "Trả lời",
  replyTo: (name) => `Trả lời ${name}`,
  replying: (name, text) => `Trả lời ${name}: ${text}`,
  attach: "Đính kèm tệp (tối đa 5 MB)",
  tooLarge: "Tệp lớn quá 5 MB, xin chọn tệp nhỏ hơn.",
  noAnswer: "Không nối được với máy chủ. Hãy xem chương trình còn chạy không.",
  chose: (name, label) => `${name} đã chọn “${label}”`,
  download: (name, size) => `Tải về: ${name} (${size})`,
  unread: (count) => `${count} tin chưa đọc`,
  phoneOf: (name) => `Điện thoại của ${name}`,
  messageTo: (name) => `Nhắn cho ${name}`,
  write: "Nhắn tin…",
  toGroup: "Nhắn vào nhóm",
  messagesOf: (name) => `Tin nhắn: ${name}`,
  groupDuty: "Cả nhóm cùng xem",
  play: "Chạy cả quý",
  stop: "Dừng",
  playing: (label) => `Đang chạy ${label}: nhắc việc, cập nhật và tổng hợp lần lượt đến.`,
  played: (label) => `Đã chạy hết ${label}. Bấm “Chạy cả quý” lần nữa để xem quý sau.`,
  groupWelcome:
    "Đây là nhóm chung của các cơ quan. Trợ lý nhắc việc và đăng kết quả tại đây. " +
    "Hãy gửi một tin, rồi bấm “Mốc kế tiếp” để xem ngày tháng trôi.",
  phoneWelcome: (name, duty) =>
    `Đây là điện thoại của ${name} (${duty}), đang trò chuyện riêng với trợ lý. Thử gửi một tin dưới đây.`,
};

/** What a visitor may try, by chat. */
export const suggestions = {
  nhom: ["/quynay", "/tongketqua", "quý này có việc gì đến hạn?", "việc nào quá hạn?"],
  dieuphoi: ["tổng hợp kết quả quý này", "việc nào đang vướng?", "việc nào quá hạn?", "xuất báo cáo Word quý này"],
  khdt: ["việc của tôi", "PL1-4 đã trình UBND tỉnh", "PL1-5 đang lấy ý kiến", "/quynay"],
  ldtbxh: ["việc của tôi", "PL1-7 đang thực hiện, được 60%", "xin lùi hạn PL1-7 đến hết quý II", "/quynay"],
  taichinh: ["việc của tôi", "PL2-1 vướng vì chưa có hướng dẫn", "hạn của PL2-1 là khi nào?", "/quynay"],
  lanhdao: ["tổng hợp kết quả quý này", "việc nào quá hạn?", "cả năm có bao nhiêu việc?"],
  khach: ["bot làm được gì?", "đăng ký làm đầu mối Sở Y tế", "quý này có việc gì đến hạn?"],
};
