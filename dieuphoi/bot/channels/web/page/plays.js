/** What people say or press while a quarter is played, so that answers come in and the totals change. */
export const plays = [
  { on: "2022-01-12T09:00", person: "khdt", text: "PL1-4 đang thực hiện, được 40%" },
  { on: "2022-01-20T09:00", person: "ldtbxh", text: "PL1-7 đang lấy ý kiến" },
  { on: "2022-02-15T09:00", person: "khdt", text: "PL1-4 đã trình UBND tỉnh" },
  { on: "2022-03-01T09:00", person: "lanhdao", text: "tổng hợp kết quả quý này" },
  { on: "2022-03-09T09:00", person: "khdt", text: "PL1-4 đã ban hành theo Quyết định số 512/QĐ-UBND ngày 08/3/2022" },
  { on: "2022-03-10T14:00", person: "dieuphoi", press: "Xác nhận" },
  { on: "2022-03-17T09:00", person: "ldtbxh", text: "PL1-7 đã trình Thủ tướng Chính phủ" },
  { on: "2022-03-24T09:00", person: "khdt", text: "PL1-5 vướng vì chưa có văn bản hướng dẫn của Trung ương" },
  { on: "2022-05-10T09:00", person: "khdt", text: "PL1-3 đang lấy ý kiến" },
  { on: "2022-06-21T09:00", person: "khdt", text: "PL1-3 đã trình UBND tỉnh" },
  { on: "2022-08-16T09:00", person: "taichinh", text: "PL2-1 đang thực hiện, được 60%" },
  { on: "2022-09-20T09:00", person: "ldtbxh", text: "PL2-2 đã ban hành theo Quyết định số 1890/QĐ-UBND ngày 19/9/2022" },
  { on: "2022-09-21T14:00", person: "dieuphoi", press: "Xác nhận" },
  { on: "2022-11-15T09:00", person: "ldtbxh", text: "PL1-1 đã trình HĐND tỉnh" },
  { on: "2022-12-13T09:00", person: "ldtbxh", text: "PL1-6 đã ban hành theo Nghị quyết số 25/NQ-HĐND ngày 12/12/2022" },
  { on: "2022-12-14T14:00", person: "dieuphoi", press: "Xác nhận" },
];
