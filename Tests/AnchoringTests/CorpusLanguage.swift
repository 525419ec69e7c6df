// Word lists and sentence patterns of three scripts, from which the edit corpus makes its texts.
// The patterns share long runs of words on purpose: real articles do, and that is what misleads.

/// A script with its words and how they are put together.
struct CorpusLanguage: Sendable {
  let name: String
  /// What stands between words, and between sentences.
  let space: String
  let comma: String
  let stop: String
  /// Slots of clauses; what is no key of `words` stands for itself.
  let clauses: [[String]]
  let words: [String: [String]]
  /// Clauses in a sentence.
  let lengths: ClosedRange<Int>

  /// The words that a slot may hold.
  func choices(of slot: String) -> [String] { words[slot] ?? [slot] }

  static let all = [latin, cyrillic, han]

  static let latin = CorpusLanguage(
    name: "Latin", space: " ", comma: ",", stop: ".",
    clauses: [
      ["the", "A", "N", "of", "P", "V", "the", "A", "N", "in", "Y"],
      ["W", "V", "that", "the", "N", "of", "P", "V", "the", "A", "N"],
      ["according", "to", "the", "report", "of", "the", "N", "in", "P", "the", "N", "V", "D", "N"],
      ["after", "the", "A", "N", "the", "N", "near", "P", "V", "the", "N"],
      ["W", "and", "W", "V", "D", "N", "of", "the", "A", "N", "before", "the", "N"],
      ["in", "Y", "the", "N", "V", "the", "A", "N", "of", "P"],
    ],
    words: [
      "A": [
        "old", "regional", "public", "secret", "early", "northern", "expensive", "wooden", "final",
        "joint", "independent", "local", "annual", "narrow", "foreign", "medical", "printed",
        "modest", "temporary", "national", "flooded", "unfinished", "second", "official",
      ],
      "N": [
        "council", "bridge", "school", "harbour", "newspaper", "ministry", "library", "agreement",
        "railway", "archive", "factory", "election", "hospital", "committee", "market", "treaty",
        "village", "budget", "court", "delegation", "museum", "union", "reservoir", "inquiry",
        "orchard", "regiment", "printer", "ferry", "observatory", "tax", "strike", "garden",
      ],
      "V": [
        "rejected", "rebuilt", "described", "postponed", "supported", "closed", "examined",
        "announced", "divided", "financed", "remembered", "repaired", "questioned", "published",
        "sold", "visited", "replaced", "criticised", "opened", "measured", "defended", "moved",
      ],
      "P": [
        "Lisbon", "Tartu", "Odessa", "Bergen", "Salonika", "Vilnius", "Trieste", "Galway",
        "Plovdiv",
        "Turku", "Ghent", "Kazan", "Oporto", "Lviv", "Aarhus", "Cork", "Debrecen", "Malmö",
      ],
      "W": [
        "Marta Lindqvist", "Pavel Orlov", "Aoife Byrne", "Tomas Weber", "Ines Carvalho",
        "Jonas Petraitis", "Elena Moroz", "Hugo Martens", "Sara Nieminen", "Ivan Kolar",
      ],
      "Y": [
        "1887", "1904", "1911", "1926", "1938", "1947", "1953", "1968", "1979", "1991", "2004",
      ],
      "D": ["three", "twelve", "forty", "17", "230", "ninety", "several", "1,400", "two", "64"],
    ], lengths: 1...3)

  static let cyrillic = CorpusLanguage(
    name: "Cyrillic", space: " ", comma: ",", stop: ".",
    clauses: [
      ["A", "N", "из", "P", "V", "и", "A", "N", "в", "Y", "году"],
      ["W", "V", "что", "N", "из", "P", "V", "A", "N"],
      ["по", "данным", "доклада", "который", "подготовил", "N", "из", "P", "N", "V", "D", "раза"],
      ["когда", "A", "N", "V", "то", "N", "около", "P", "V"],
      ["W", "и", "W", "V", "D", "раза", "прежде", "чем", "A", "N", "V"],
      ["в", "Y", "году", "N", "V", "и", "A", "N", "из", "P"],
    ],
    words: [
      "A": [
        "старый", "областной", "тайный", "ранний", "северный", "дорогой", "деревянный", "последний",
        "совместный", "местный", "ежегодный", "узкий", "иностранный", "военный", "скромный",
        "временный", "народный", "недостроенный", "второй", "независимый", "печатный",
      ],
      "N": [
        "совет", "мост", "порт", "журнал", "архив", "завод", "договор", "музей", "союз", "суд",
        "рынок", "посёлок", "бюджет", "комитет", "госпиталь", "вокзал", "полк", "налог", "сад",
        "паром", "университет", "театр", "банк", "институт", "посол", "министр", "рабочий", "врач",
      ],
      "V": [
        "отклонил", "построил", "описал", "отложил", "поддержал", "закрыл", "исследовал", "объявил",
        "разделил", "запомнил", "починил", "опубликовал", "продал", "посетил", "заменил", "открыл",
        "осудил", "измерил", "защитил", "перенёс", "сообщил", "признал",
      ],
      "P": [
        "Казани", "Тарту", "Одессы", "Вильнюса", "Полтавы", "Перми", "Бергена", "Риги", "Пловдива",
        "Турку", "Самары", "Львова", "Минска", "Батуми", "Тулы", "Ялты", "Вятки", "Омска",
      ],
      "W": [
        "Марта Линд", "Павел Орлов", "Анна Бирюк", "Тимур Вебер", "Инна Карпова", "Иван Петренко",
        "Елена Мороз", "Глеб Мартынов", "Сара Ниеми", "Олег Коляр",
      ],
      "Y": [
        "1887", "1904", "1911", "1926", "1938", "1947", "1953", "1968", "1979", "1991", "2004",
      ],
      "D": ["три", "двадцать два", "сорок три", "два", "тридцать три", "четыре", "64", "103"],
    ], lengths: 1...3)

  static let han = CorpusLanguage(
    name: "Han", space: "", comma: "，", stop: "。",
    clauses: [
      ["P", "的", "A", "N", "在", "Y", "年", "V", "了", "A", "N"],
      ["W", "表示", "P", "的", "N", "V", "了", "D", "N"],
      ["根据", "N", "的", "报告", "P", "N", "V", "了", "A", "N"],
      ["在", "A", "N", "之后", "N", "V", "了", "P", "的", "N"],
      ["W", "和", "W", "V", "了", "D", "A", "N"],
      ["Y", "年", "N", "V", "了", "P", "的", "A", "N"],
    ],
    words: [
      "A": [
        "古老", "地方", "公共", "秘密", "早期", "北方", "昂贵", "木制", "最后", "联合", "独立", "年度",
        "狭窄", "外国", "医疗", "印刷", "临时", "国家", "未完成", "第二", "官方",
      ],
      "N": [
        "委员会", "大桥", "学校", "港口", "报纸", "部门", "图书馆", "协议", "铁路", "档案馆", "工厂",
        "选举", "医院", "市场", "条约", "村庄", "预算", "法院", "代表团", "博物馆", "工会", "水库",
        "调查", "果园", "渡船", "天文台", "税收", "罢工", "花园",
      ],
      "V": [
        "拒绝", "重建", "描述", "推迟", "支持", "关闭", "审查", "宣布", "划分", "资助", "修理", "质疑",
        "出版", "出售", "访问", "替换", "批评", "开放", "测量", "保卫", "搬迁",
      ],
      "P": [
        "上海", "广州", "成都", "西安", "南京", "杭州", "青岛", "昆明", "长沙", "福州", "哈尔滨", "兰州",
        "拉萨", "大连", "厦门", "贵阳",
      ],
      "W": ["王立新", "李晓梅", "张国强", "陈思远", "赵文华", "周海涛", "孙玉兰", "吴志明"],
      "Y": ["一九一一", "一九二六", "1938", "1947", "一九五三", "1968", "1979", "一九九一", "2004"],
      "D": ["三座", "十二份", "四十个", "17项", "两百多个", "几份", "64处", "一千个"],
    ], lengths: 3...5)
}

/// The same random numbers in every run.
struct CorpusRandom: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number below another; 0 when there is none.
  mutating func below(_ count: Int) -> Int {
    count < 1 ? 0 : Int(truncatingIfNeeded: next() >> 33) % count
  }
  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
  mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }
}
