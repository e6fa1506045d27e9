"""Invented people and their days, in English and in the longer Russian, for pictures and tests."""

from desktop.ui.shell.columns import Filter
from desktop.ui.tables import PersonRow
from desktop.ui.widgets.cards import TimelineEntry
from desktop.ui.widgets.due_items import Due
from desktop.ui.widgets.strips import MustKnow

PEOPLE = (
    PersonRow(1, "Құрманбаева Айгүл", "29"),
    PersonRow(2, "Құрманбаев Дәулет", "7", 1, "due"),
    PersonRow(3, "Құрманбаева Әмина", "3", 1, "overdue"),
    PersonRow(4, "Рахимова Сабина", "34"),
    PersonRow(5, "Рахимов Юсуф", "11–12", 1),
    PersonRow(6, "Рахимова Хадиша", "5", 1),
    PersonRow(7, "Оразов Тимур", "9", 0, "due"),
    PersonRow(8, "Сейткали Мөлдір", "41"),
    PersonRow(9, "Сейткали Арман", "13", 1),
    PersonRow(10, "Тұрсынова Дана", "24", 0, "due"),
    PersonRow(11, "Тұрсынов Ислам", "≈ 2", 1, "overdue"),
    PersonRow(12, "Жақсыбек Нұрлан", "38"),
    PersonRow(13, "Бекова Гүлнар", "52"),
    PersonRow(14, "Назарова Мадина", "31"),
    PersonRow(15, "Назаров Билал", "8", 1),
    PersonRow(16, "Назарова Сафия-Фатима Абдурахмановна", "6", 1),
)
LONG_NAME = "Абдурахманова-Нурмухамедова Хадиджа Мухаммедкеримовна оглы Сулейманзаде"

TEXTS = {
    "en": {
        "centre": "Adaptation centre",
        "user": ("Dana S.", "case worker"),
        "peer": "Desk B heard 3 min ago",
        "filters": ("In the house", "Mine", "Due", "By room", "More…"),
        "scopes": ("This family", "Mine", "Whole centre"),
        "about": "woman, 29 · AKT-B0147K · room 12 · day 9 · case worker D. S.",
        "must": (
            ("Allergy: penicillin", "danger"),
            ("Iron, mornings", "plain"),
            ("Not to be visited by: see list at the gate", "danger"),
            ("Kazakh, reads Russian", "plain"),
            ("Limits at sport not asked yet", "unasked"),
        ),
        "stages": (
            "Intake", "Stabilisation", "Assessment", "Plan",
            "Rehabilitation", "Preparation", "Discharge", "Follow-up",
        ),
        "tabs": (
            "Overview", "Family", "Health", "Counselling", "Learning",
            "Plan", "Papers & rights", "House", "After", "History",
        ),
        "next": ("Next", "Family meeting with her mother, Fri 27 Nov 11:00 · case plan by Fri 27 Nov"),
        "worry": ("Worries us", "Her daughter’s birth certificate waits for an authority since 16 Nov"),
        "contact": ("Last contact and today", ""),
        "contacts": (
            ("Counselling session", "today 09:10, took part · M. A."),
            ("Health", "examined 14 Nov · next today 15:00"),
            ("Sewing, group 2", "present 4 of 4"),
        ),
        "words": ("In her own words", "20 Nov"),
        "said": "“I want my mother to see the children, and my own papers. I can sew.”",
        "family": ("Family", "open tree"),
        "relatives": (
            ("Дәулет, son, 7", "room 12 · placement test Tue", ""),
            ("Әмина, daughter, 3", "1 overdue", "danger"),
            ("Күлзада, mother", "Shymkent · visit Fri", ""),
        ),
        "papers": ("Papers", "all steps"),
        "steps": (
            ("Own identity card", "filed 16 Nov", "underway"),
            ("Дәулет, birth certificate", "issued, original with her", "well"),
            ("Әмина, birth certificate", "waiting", "due"),
        ),
        "time": ("Timeline", "everything"),
        "timeline": (
            ("Session took place", "today 09:10 · M. A."),
            ("Family assessed by telephone", "20 Nov · D. S., typed from paper, folder 3"),
            ("Enrolled in Sewing, group 2", "17 Nov · trainer R. K."),
        ),
        "print": "Print", "record": "Record", "save": "Save", "undo": "Undo",
        "groups": ("Overdue", "Today", "Next 7 days"),
        "due": (
            (0, "Growth baseline", "Әмина · nurse · 7 days after arrival", "", "2 days"),
            (1, "Health appointment", "Айгүл · 15:00, room 4, with interpreter", "", ""),
            (1, "Birth certificate: waiting for an authority", "Әмина · lawyer · asked 16 Nov", "", ""),
            (2, "Case plan", "14 days after opening", "by Fri 27 Nov", ""),
            (2, "Family meeting", "Grandmother, accompanied", "Fri 27 Nov 11:00", ""),
        ),
        "status": (
            "Saved 10:42 · every change kept in history",
            "Backup verified today 08:00 · house sheet printed 07:30",
        ),
        "form": ("New measurement", "draft kept 10:42"),
        "labels": (
            "Measured &on", "&Weight", "&Height", "&MUAC", "Hea&d", "&Oedema", "&Born", "&Language", "Ne&eds",
            "S&een by", "&Began", "&Note",
        ),
        "last": "last {value} on 15.11",
        "wrong": ("Looks like centimetres.", "Use 142"),
        "unlikely": "Much higher than last week.",
        "yes_no": ("no", "mild", "severe"),
        "needs": ("bleeding", "fever", "pregnant", "alone", "medicine now"),
        "note": "Calm, ate well. Mother was present and held her.",
        "kept": "The draft survives a power cut.",
        "banner": ("Saved, but the backup is 3 days old.", "Back up now"),
        "roles": "psychologist",
        "empty": ("No courses yet. Enrol her in the first one.", "Enrol"),
        "hint": "To try it: nurse / password",
    },
    "ru": {
        "centre": "Центр реабилитации и адаптации «Ақтау»",
        "user": ("Сапарова Д.", "куратор случая"),
        "peer": "Рабочее место Б: 3 мин назад",
        "filters": ("В центре", "Мои", "К сроку", "По комнатам", "Ещё…"),
        "scopes": ("Эта семья", "Мои", "Весь центр"),
        "about": "женщина, 29 лет · AKT-B0147K · комната 12 · день 9 · куратор случая Д. Сапарова",
        "must": (
            ("Аллергия: пенициллин", "danger"),
            ("Препарат железа, по утрам", "plain"),
            ("Не допускать к посещению: список на проходной", "danger"),
            ("Казахский, читает по-русски", "plain"),
            ("Об ограничениях в спорте ещё не спрашивали", "unasked"),
        ),
        "stages": (
            "Приём", "Стабилизация", "Оценка", "План",
            "Реабилитация", "Подготовка", "Выпуск", "Сопровождение",
        ),
        "tabs": (
            "Обзор", "Семья", "Здоровье", "Консультации", "Обучение",
            "План", "Документы", "Проживание", "После", "История",
        ),
        "next": ("Дальше", "Встреча с матерью, пт 27 ноября 11:00 · план до пт 27 ноября (Д. С.)"),
        "worry": ("Тревожит", "Свидетельство о рождении дочери ждёт ответа ведомства с 16 ноября (юрист)"),
        "contact": ("Последний контакт и сегодня", ""),
        "contacts": (
            ("Консультация психолога", "сегодня 09:10, участвовала · М. А."),
            ("Здоровье", "осмотрена 14 ноября · следующий приём сегодня 15:00"),
            ("Шитьё, группа 2", "присутствовала 4 из 4"),
        ),
        "words": ("Её собственными словами", "20 ноября"),
        "said": "«Хочу, чтобы мать увидела детей, и свои документы. Умею шить; хотела бы шить на заказ.»",
        "family": ("Семья", "открыть дерево"),
        "relatives": (
            ("Дәулет, сын, 7 лет", "комната 12 · проверка знаний во вторник", ""),
            ("Әмина, дочь, 3 года", "просрочено: 1", "danger"),
            ("Күлзада, мать", "Шымкент · посещение в пятницу", ""),
        ),
        "papers": ("Документы", "все шаги"),
        "steps": (
            ("Удостоверение личности", "подано 16 ноября", "underway"),
            ("Дәулет, свидетельство о рождении", "выдано, подлинник у неё", "well"),
            ("Әмина, свидетельство о рождении", "ожидается", "due"),
        ),
        "time": ("Хронология", "всё"),
        "timeline": (
            ("Консультация состоялась", "сегодня 09:10 · М. А."),
            ("Семья оценена по телефону", "20 ноября · Д. С., внесено с бумаги, папка 3"),
            ("Зачислена на курс «Шитьё», группа 2", "17 ноября · преподаватель Р. К."),
        ),
        "print": "Печать", "record": "Внести", "save": "Сохранить", "undo": "Отменить",
        "groups": ("Просрочено", "Сегодня", "Ближайшие 7 дней"),
        "due": (
            (0, "Исходные показатели роста", "Әмина · медсестра · 7 дней после прибытия", "", "2 дня"),
            (1, "Приём у врача", "Айгүл · 15:00, кабинет 4, с переводчиком", "", ""),
            (1, "Свидетельство о рождении: ждём ведомство", "Әмина · юрист · запрошено 16 ноября", "", ""),
            (2, "Индивидуальный план", "14 дней после открытия дела", "до 27 ноября", ""),
            (2, "Встреча с семьёй", "Бабушка, в сопровождении", "пт 27 нояб. 11:00", ""),
        ),
        "status": (
            "Сохранено 10:42 · каждое изменение остаётся в истории",
            "Резервная копия проверена сегодня 08:00 · список по дому напечатан 07:30",
        ),
        "form": ("Новое измерение", "черновик сохранён 10:42"),
        "labels": (
            "&Дата измерения", "&Масса тела", "&Рост", "Окру&жность плеча", "&Окружность головы", "О&тёки",
            "Дата ро&ждения", "&Язык", "Нео&тложно", "К&то осматривал", "&Начало", "&Примечание",
        ),
        "last": "в прошлый раз {value}, 15.11",
        "wrong": ("Похоже на сантиметры.", "Взять 142"),
        "unlikely": "Намного больше, чем неделю назад.",
        "yes_no": ("нет", "слабые", "сильные"),
        "needs": ("кровотечение", "жар", "беременна", "без взрослых", "лекарство сейчас"),
        "note": "Спокойна, хорошо ела. Мать была рядом и держала её на руках.",
        "kept": "Черновик переживёт отключение света.",
        "banner": ("Сохранено, но резервной копии уже 3 дня.", "Сделать копию сейчас"),
        "roles": "психолог",
        "empty": ("Курсов пока нет. Запишите её на первый.", "Записать"),
        "hint": "Для пробы: nurse / password",
    },
}  # fmt: skip


def filters(tag: str) -> tuple[Filter, ...]:
    """The filters of the list of people."""
    counts = (146, 12, 9, None, None)
    return tuple(Filter(str(at), text, counts[at]) for at, text in enumerate(TEXTS[tag]["filters"]))


def scopes(tag: str) -> tuple[Filter, ...]:
    """Whose due things are shown."""
    return tuple(Filter(str(at), text) for at, text in enumerate(TEXTS[tag]["scopes"]))


def due(tag: str) -> tuple[Due, ...]:
    """What is due for one family."""
    texts, states = TEXTS[tag], ("overdue", "today", "week")
    return tuple(
        Due(at, title, detail, when, states[group], badge, texts["groups"][group])
        for at, (group, title, detail, when, badge) in enumerate(texts["due"])
    )


def must_know(tag: str) -> tuple[MustKnow, ...]:
    """What everybody must know of one person."""
    return tuple(MustKnow(text, kind, text) for text, kind in TEXTS[tag]["must"])


def timeline(tag: str) -> tuple[TimelineEntry, ...]:
    """What happened lately."""
    return tuple(TimelineEntry(text, detail, text) for text, detail in TEXTS[tag]["timeline"])
