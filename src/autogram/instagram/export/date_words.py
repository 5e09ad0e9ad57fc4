"""Words in dates, in the languages in which people have their Instagram."""

# ruff: noqa: RUF001

# Stems of the twelve months, one language a line; a word that begins with one is that month.
MONTHS = """
jan feb mar apr may jun jul aug sep oct nov dec
januar februar märz april mai juni juli august september oktober november dezember
jän feb mär apr mai jun jul aug sep okt nov dez
ene feb mar abr may jun jul ago sep oct nov dic
jan fev mar abr mai jun jul ago set out nov dez
janv févr mars avr mai juin juil août sept oct nov déc
gen feb mar apr mag giu lug ago set ott nov dic
jan feb mrt apr mei jun jul aug sep okt nov dec
jan feb maart apr mei juni juli aug sept okt nov dec
jan feb mar apr mei jun jul agu sep okt nov des
jan feb mac apr mei jun jul ogos sep okt nov dis
jan feb mar apr maj jun jul aug sep okt nov dec
jan feb mars apr mai juni juli aug sep okt nov des
tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu
oca şub mar nis may haz tem ağu eyl eki kas ara
sty lut mar kwi maj cze lip sie wrz paź lis gru
led úno bře dub kvě čvn čvc srp zář říj lis pro
jan febr márc ápr máj jún júl aug szept okt nov dec
ian feb mar apr mai iun iul aug sept oct noi dec
ene peb mar abr may hun hul ago set okt nob dis
янв фев мар апр мая июн июл авг сен окт ноя дек
янв фев мар апр май июн июл авг сен окт ноя дек
січ лют бер кві тра чер лип сер вер жов лис гру
ян фев мар апр май юни юли авг сеп окт ное дек
ιαν φεβ μαρ απρ μαϊ ιουν ιουλ αυγ σεπ οκτ νοε δεκ
ιαν φεβ μαρ απρ μαι ιουν ιουλ αυγ σεπ οκτ νοε δεκ
जन फ़र मार्च अप्रै मई जून जुल अग सित अक्टू नव दिस
जन फर मार्च अप्रै मई जून जुल अग सित अक्तू नव दिस
يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
يناير فبراير مارس إبريل مايو يونيه يوليه اغسطس سبتمبر اكتوبر نوفمبر ديسمبر
ינו פבר מרץ אפר מאי יונ יול אוג ספט אוק נוב דצמ
"""
# Which half of the day it is.
AFTERNOON = (
    *("pm", "p m", "da tarde", "da noite", "de la tarde", "de la noche", "de l apres-midi", "du soir"),
    *("nachm", "abends", "ös", "пп", "дп", "вечера", "дня", "μμ", "μ μ", "malam", "sore", "ch", "popoludni"),
    *("午後", "下午", "晚上", "中午", "오후", "अपराह्न", "शाम", "दोपहर", "م", "مساء", "אחה צ"),
)
MORNING = (
    *("am", "a m", "da manha", "da madrugada", "de la manana", "de la madrugada", "du matin"),
    *("vorm", "morgens", "öö", "утра", "ночи", "πμ", "π μ", "pagi", "sa"),
    *("午前", "上午", "凌晨", "早上", "오전", "पूर्वाह्न", "सुबह", "ص", "صباحا", "לפנה צ"),
)
