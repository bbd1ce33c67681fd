"""The words by which names of agencies begin, go on and end in Vietnamese plans."""

from __future__ import annotations

import re

_WITH = r"(?:(?:chủ trì,?\s+)?phối hợp(?: chặt chẽ)?(?:\s+(?:với|cùng))?|cùng với|cùng)\b\s*:?"

# A certain end of a name ("hard"), or a mark that may as well stand inside one ("soft").
MARK = re.compile(
    rf"(?P<hard>\s*[;•](?:\s*và\b)?\s*|(?-i:(?<=[a-zà-ỹđ]{{2}})\.\s+(?=[A-ZÀ-ỸĐ]))|\s*[,:]?\s+(?:và\s+)?{_WITH}\s*)"
    r"|(?P<soft>\s*,\s*(?:và\s+)?|\s+(?:và|&)\s+|\s*\n\s*|\s*[/+]\s*|\s+[-–—]\s+)",
    re.IGNORECASE,
)
BULLET = re.compile(
    r"^[ \t;]*(?:[-–—+*•→➢►✓▪●○◦]\s+|[-–—](?=[A-ZÀ-ỸĐ])"
    r"|\(?(?:\d{1,2}[.)](?!\d)|[a-zđ]\)|[ivx]{1,4}[.)]\s)\s*)",
    re.MULTILINE,
)
NUMBERED = re.compile(r";\s*\(?\d{1,2}\)\s*")
ENDS = re.compile(r"[,;\n/+]")
# What is never cut inside: brackets, and an office of two bodies.
PARENTHESES = re.compile(
    r"\([^()]*\)|\b(?:văn phòng|vp)\s+(?:đoàn|hđnd|hội đồng nhân dân)\b[^;\n]{0,40}?\s*(?:và|,|-|&)\s*"
    r"(?:hđnd|ubnd|hội đồng nhân dân|ủy ban nhân dân|uỷ ban nhân dân)\b"
    r"|\bbáo\s+và\s+(?=đài\b|phát thanh\b)",
    re.IGNORECASE,
)
AND_SO_ON = re.compile(r"(?:[\s,;.…]+(?:v\.\s?v\.?|v\.v|vv)|[\s,;]+nt)?[\s.…]*$", re.IGNORECASE)
EDGES = " \t\n.,;:-–—+•…"

# "UBND / các huyện": no committee ends at its own first word.
WRAPPED_COMMITTEE = re.compile(
    r"\b(ubnd|ủy ban nhân dân|uỷ ban nhân dân|hđnd|hội đồng nhân dân)[ \t]*\n\s*"
    r"(?=(?:các|cấp|tỉnh|huyện|quận|thị|thành phố|tp|xã|phường|đặc khu)\b)",
    re.IGNORECASE,
)

ROLE = re.compile(
    rf"^(?:và\s+)?(?:(?:giao|đề nghị)\s+|(?:cơ quan |đơn vị |cq |đv )?(?:chủ trì\s*:\s*|{_WITH}\s*))",
    re.IGNORECASE,
)
TO_COORDINATORS = re.compile(
    r"(?:^|[\s,;.:]+)(?:(?:và|là)\s+)?(?:(?:cơ quan|đơn vị|cq|đv)\s+)?(?:chủ trì[,;]?\s*(?:và\s+)?)?"
    r"phối hợp(?![^()]*\))(?: thực hiện)?(?:\s+(?:với|cùng))?\s*:?\s*",
    re.IGNORECASE,
)
# "Sở A chủ trì; Sở B, Sở C phối hợp": the word comes after those who help.
HELPERS_FIRST = re.compile(
    r"(?P<leads>.*?)\s+chủ trì\s*[,;.]\s*(?P<helpers>.*?\S)\s+phối hợp(?: thực hiện)?[\s.;]*",
    re.IGNORECASE | re.DOTALL,
)
WITH_ROLE = re.compile(
    r"\s*\((?:(?:cơ quan|đơn vị)\s+)?(?:(?:đồng )?chủ trì|phối hợp|CT|PH)\)$"
    r"|\s+(?:là\s+)?(?:(?:cơ quan|đơn vị)\s+)?chủ trì(?: thực hiện)?$",
    re.IGNORECASE,
)

_OPENINGS = (
    r"sở|bộ|ban|ủy ban|uỷ ban|ub|ubnd|hđnd|hội đồng|ubmttq|ubmttqvn|mttq|mặt trận|công an|công đoàn|bch|bchqs"
    r"|văn phòng|vp|chi cục|cục|tổng cục|vụ|hội(?! nhập)|liên đoàn|liên minh|liên hiệp|lđlđ|đoàn|tỉnh đoàn"
    r"|thành đoàn|huyện đoàn|tỉnh ủy|tỉnh uỷ|thành ủy|thành uỷ|huyện ủy|huyện uỷ|đảng ủy|đảng uỷ|báo|đài"
    r"|trường|trung tâm|viện|phân viện|phân hiệu|học viện"
    r"|chi nhánh (?:văn phòng|ngân hàng)|ngân hàng|nhnn|nhcsxh|thanh tra|tòa án|toà án|tand|vksnd|kho bạc|kbnn"
    r"|bảo hiểm|bhxh|thuế|thống kê|hải quan|quỹ|tập đoàn|tổng công ty|công ty|thường trực|chính phủ|thủ tướng"
    r"|quốc hội|chủ tịch|phó chủ tịch|phòng(?!,? chống)|bệnh viện|điện lực|thủ trưởng|giám đốc"
    r"|người đứng đầu|thông tấn xã|đại học|khoa(?! học)|tổ(?! chức)|đội(?! ngũ)|hạt|trạm|đồn|thư viện|bảo tàng|cổng"
    r"|nhà (?:hát|máy|văn hóa|văn hoá|xuất bản)|vườn quốc gia|hợp tác xã|hiệp hội|câu lạc bộ"
)
_UNIT = r"huyện|thị xã|thành phố|xã(?! hội)|phường|thị trấn|đặc khu|tp\.?|tx\.?|tt\.|h\.|x\.|p\."
OPENING = re.compile(
    rf"(?:(?P<word>{_OPENINGS})(?:\s+(?P<next>\S)|$)|(?P<unit>{_UNIT})\s+(?-i:[A-ZÀ-ỸĐ]))", re.IGNORECASE
)
ACRONYM = re.compile(r"[A-ZĐ]{3,}\b")
# "Sở TC, TN&MT" is two departments, "Sở VH, TT&DL" one: only the vocabulary tells.
INITIALS = re.compile(r"[A-ZĐ][A-ZĐ&-]*(?:\s+và\s+[A-ZĐ]{1,4})?$")
HEAD_WITH_INITIALS = re.compile(r"(?P<head>Sở|Bộ)\s+[A-ZĐ][A-ZĐ&-]*$")
DEPARTMENT = re.compile(r"(?:Sở|Bộ) ", re.IGNORECASE)
# Where a name that is complete meets the next with nothing between them.
NEXT_HEAD = re.compile(
    r"(?<=\w)[ \n](?=(?:Sở|Bộ|Ban|Công an|UBND|Ủy ban|Uỷ ban|Hội|Tỉnh đoàn|Liên đoàn)\s+[A-ZÀ-ỸĐ])"
)

GROUP = re.compile(
    r"(?:các|những|một số|toàn thể|mọi|tất cả|đoàn thể)\b|bộ\s*,\s*cơ quan\b"
    r"|(?:sở|bộ|ban)\s*[,/]?\s*(?:ban\s*[,/]?\s*)?ngành\b"
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
# "Các đơn vị: Sở Y tế, Sở Tài chính" lists them, and is no group beside them.
LIST_FOLLOWS = re.compile(
    r"^(?:các\s+)?(?:cơ quan|đơn vị)(?:,\s*(?:cơ quan|đơn vị))?(?:\s+(?:có\s+)?liên quan)?\s*:\s*(?=(?-i:[A-ZÀ-ỸĐ]))",
    re.IGNORECASE,
)
# "Các sở, ngành: Tài chính, Nội vụ" names departments, not a group.
LISTED_HEAD = re.compile(
    r"\b(?:các\s+)?(sở|bộ)\s*,\s*(?:ban\s*,\s*)?ngành\s*:\s*(?=(?-i:[A-ZÀ-ỸĐ]))", re.IGNORECASE
)
_COMMITTEE = r"(?P<committee>ubnd|ủy ban nhân dân|uỷ ban nhân dân)\s+(?:các\s+)?"
UNITS = re.compile(rf"{_COMMITTEE}(?P<unit>{_UNIT}|tỉnh)\s*:?\s+(?=(?-i:[A-ZÀ-ỸĐ]))", re.IGNORECASE)
UNIT_ALONE = re.compile(rf"(?P<unit>{_UNIT})\s+(?=(?-i:[A-ZÀ-ỸĐ]))", re.IGNORECASE)
