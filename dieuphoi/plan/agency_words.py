"""The words by which names of agencies begin, go on and end in Vietnamese plans."""

from __future__ import annotations

import re

_WITH = r"(?:(?:chủ trì,?\s+)?phối hợp(?: chặt chẽ)?(?:\s+(?:với|cùng))?|cùng với|cùng)\b\s*:?"

# A certain end of a name ("hard"), or a mark that may as well stand inside one ("soft").
MARK = re.compile(
    rf"(?P<hard>\s*[;•](?:\s*và\b)?\s*|\s*[,:]?\s+(?:và\s+)?{_WITH}\s*)"
    r"|(?P<soft>\s*,\s*(?:và\s+)?|\s+và\s+|\s*\n\s*|\s*/\s*|\s+[-–+]\s+)",
    re.IGNORECASE,
)
BULLET = re.compile(r"^[ \t;]*(?:[-–+*•]\s+|\(?\d{1,2}[.)](?!\d)\s*)", re.MULTILINE)
PARENTHESES = re.compile(r"\([^()]*\)")
EDGES = " \t\n.,;:-–+•…"

ROLE = re.compile(
    rf"^(?:và\s+)?(?:(?:giao|đề nghị)\s+|(?:cơ quan |đơn vị )?(?:chủ trì\s*:\s*|{_WITH}\s*))",
    re.IGNORECASE,
)
TO_COORDINATORS = re.compile(
    r"(?:^|[\s,;.:]+)(?:(?:và|là)\s+)?(?:(?:cơ quan|đơn vị)\s+)?(?:chủ trì[,;]?\s*(?:và\s+)?)?"
    r"phối hợp(?![^()]*\))(?: thực hiện)?(?:\s+(?:với|cùng))?\s*:?\s*",
    re.IGNORECASE,
)
WITH_ROLE = re.compile(
    r"\s*\((?:(?:cơ quan|đơn vị)\s+)?(?:chủ trì|phối hợp)\)$|\s+chủ trì(?: thực hiện)?$", re.IGNORECASE
)

_OPENINGS = (
    r"sở|bộ|ban|ủy ban|uỷ ban|ub|ubnd|hđnd|hội đồng|ubmttq|ubmttqvn|mttq|mặt trận|công an|bch|bchqs"
    r"|văn phòng|vp|chi cục|cục|tổng cục|vụ|hội(?! nhập)|liên đoàn|liên minh|liên hiệp|lđlđ|đoàn|tỉnh đoàn"
    r"|thành đoàn|huyện đoàn|tỉnh ủy|tỉnh uỷ|thành ủy|thành uỷ|huyện ủy|huyện uỷ|đảng ủy|đảng uỷ|báo|đài"
    r"|trường|trung tâm|viện|học viện|ngân hàng|nhnn|nhcsxh|thanh tra|tòa án|toà án|tand|vksnd|kho bạc|kbnn"
    r"|bảo hiểm|bhxh|thuế|thống kê|hải quan|quỹ|tập đoàn|tổng công ty|công ty|thường trực|chính phủ|thủ tướng"
    r"|quốc hội|chủ tịch|phó chủ tịch|phòng(?!,? chống)|bệnh viện|điện lực|thủ trưởng|giám đốc"
    r"|người đứng đầu|thông tấn xã|tổ công tác|đại học"
)
_UNIT = r"huyện|thị xã|thành phố|xã(?! hội)|phường|thị trấn|đặc khu"
OPENING = re.compile(
    rf"(?:(?P<word>{_OPENINGS})(?:\s+(?P<next>\S)|$)|(?P<unit>{_UNIT})\s+(?-i:[A-ZÀ-ỸĐ]))", re.IGNORECASE
)
ACRONYM = re.compile(r"[A-ZĐ]{3,}\b")

GROUP = re.compile(
    r"(?:các|những|một số|toàn thể|mọi|tất cả)\b|(?:sở|bộ|ban)\s*[,/]?\s*(?:ban\s*[,/]?\s*)?ngành\b"
    r"|(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd)\s+(?:các|cấp|\d+)\b"
    r"|(?:thủ trưởng|chủ tịch|giám đốc|người đứng đầu)\b[^,;\n]{0,60}\bcác\b"
    r"|(?:cơ quan|đơn vị|tổ chức|địa phương|doanh nghiệp)\b",
    re.IGNORECASE,
)
_GROUP_NOUN = (
    r"sở|ban|ngành|bộ|hội|đoàn thể|địa phương|đơn vị|cơ quan|tổ chức|doanh nghiệp|tập đoàn|tổng công ty|huyện"
    r"|thị xã|thành phố|thị trấn|thị|xã|phường|đặc khu|cấp|trường|viện|có liên quan|liên quan|khu vực|cá nhân"
)
GROUP_GOES_ON = re.compile(rf"(?i:(?:{_GROUP_NOUN})(?:\s+(?:{_GROUP_NOUN}))*)(?=\s*$|\s*\W|\s+[^A-ZÀ-ỸĐ\W])")

# "Các Sở: Tài chính, Y tế" is "Sở Tài chính" and "Sở Y tế"; "các Sở, ban, ngành" is a group.
SHARED_HEAD = re.compile(
    r"(?:các\s+)?(?P<head>sở|bộ)(?:\s*:|(?<=các \w\w))\s*(?!ban\b|ngành\b)(?=(?-i:[A-ZÀ-ỸĐ]))", re.IGNORECASE
)
_COMMITTEE = r"(?P<committee>ubnd|ủy ban nhân dân|uỷ ban nhân dân)\s+(?:các\s+)?"
UNITS = re.compile(rf"{_COMMITTEE}(?P<unit>{_UNIT})\s*:?\s+(?=(?-i:[A-ZÀ-ỸĐ]))", re.IGNORECASE)
UNIT_ALONE = re.compile(rf"(?P<unit>{_UNIT})\s+(?=(?-i:[A-ZÀ-ỸĐ]))", re.IGNORECASE)
