// Finding names in folded text: at each unit the longest name that begins there and that its rules
// allow, then on from its end.

internal import Text

/// One occurrence of an entry, in offsets of the document.
struct Find {
  let range: ScalarRange
  let bytes: ByteRange
  let entry: Int32
  /// By which of the rules of names the words were taken for the entry.
  let rule: MatchRule
}

/// What one stretch of text holds, in text order.
struct Finds {
  /// Names, leftmost-longest; equal spans stand together.
  var names: [Find] = []
  /// Surnames that no name stands in the way of; whether they count depends on what came before.
  var surnames: [Find] = []
}

/// Looks for the names of an index in one stretch after the other.
struct NameScanner {
  private struct Candidate {
    let entry: Int32
    /// Where it ends among the signs.
    let end: Int
    let rule: MatchRule
  }

  private enum Form { case plain, plural, pluralOfY }

  let index: NameIndex
  let inflectsEnglish: Bool
  private let hasAdded: Bool
  private let hasDead: Bool
  private var candidates: [Candidate] = []

  init(index: NameIndex, inflectsEnglish: Bool) {
    self.index = index
    hasAdded = index.added != nil
    hasDead = !index.dead.isEmpty
    self.inflectsEnglish = inflectsEnglish
  }

  /// Adds what a stretch holds. `near` says whether one of a note's `near` words stands in the
  /// paragraph; it is asked only where that decides.
  mutating func scan(
    _ signs: UnsafeBufferPointer<FoldedSign>, from origin: (byte: Int, scalar: Int),
    into finds: inout Finds, near: (Int32) -> Bool
  ) {
    var weak: [Find] = []
    let firstName = finds.names.count
    var at = 0
    while at < signs.count {
      if signs[at].role == .space || signs[at].unitEnd == 0 {
        at += 1
        continue
      }
      collect(signs, from: at)
      if candidates.isEmpty {
        at = Int(signs[at].unitEnd)
        continue
      }
      candidates.removeAll { candidate in
        let entry = index.entry(candidate.entry)
        return entry.role == .near || (entry.needsNear && !near(entry.note))
      }
      let start = at
      for candidate in candidates where index.entry(candidate.entry).role == .surname {
        weak.append(find(candidate, from: start, in: signs, origin))
      }
      candidates.removeAll { index.entry($0.entry).role == .surname }
      guard let end = candidates.lazy.map(\.end).max() else {
        at = Int(signs[at].unitEnd)
        continue
      }
      candidates.removeAll { $0.end < end }
      // Chains hold the latest entry first; of two equal aliases the first written is the one to name.
      if candidates.count > 1 { candidates.sort { $0.entry < $1.entry } }
      let hasExact = candidates.contains { !$0.rule.isDerived }
      for candidate in candidates where !(hasExact && candidate.rule.isDerived) {
        finds.names.append(find(candidate, from: start, in: signs, origin))
      }
      at = end
    }
    finds.surnames += unhindered(weak, by: finds.names[firstName...])
  }

  /// The notes of which a `near` word stands in a stretch.
  mutating func nearNotes(
    in signs: UnsafeBufferPointer<FoldedSign>, into notes: inout Set<Int32>
  ) {
    for at in signs.indices where signs[at].unitEnd != 0 && signs[at].role != .space {
      collect(signs, from: at)
      for candidate in candidates {
        let entry = index.entry(candidate.entry)
        if entry.role == .near { notes.insert(entry.note) }
      }
    }
  }

  /// Surnames give way to every name that they overlap, save a mere inflected form on the very same
  /// words, beside which they are offered.
  private func unhindered(_ weak: [Find], by names: ArraySlice<Find>) -> [Find] {
    var at = names.startIndex
    return weak.filter { find in
      while at < names.endIndex, names[at].range.end <= find.range.start { at += 1 }
      var place = at
      while place < names.endIndex, names[place].range.start < find.range.end {
        if names[place].range != find.range || !names[place].rule.isDerived { return false }
        place += 1
      }
      return true
    }
  }

  private func find(
    _ candidate: Candidate, from start: Int, in signs: UnsafeBufferPointer<FoldedSign>,
    _ origin: (byte: Int, scalar: Int)
  ) -> Find {
    let first = signs[start]
    let last = signs[candidate.end - 1]
    return Find(
      range: ScalarRange(
        ScalarOffset(origin.scalar + Int(first.scalar)),
        ScalarOffset(origin.scalar + Int(last.scalar) + 1)),
      bytes: ByteRange(
        ByteOffset(origin.byte + Int(first.byte)),
        ByteOffset(origin.byte + Int(last.byte) + Int(last.width))),
      entry: candidate.entry, rule: candidate.rule)
  }

  /// Gathers every entry that begins at a unit and whose own rules allow it there.
  @inline(__always)
  private mutating func collect(_ signs: UnsafeBufferPointer<FoldedSign>, from start: Int) {
    candidates.removeAll(keepingCapacity: true)
    var path = PathHash()
    var at = start
    while at < signs.count {
      let end = Int(signs[at].unitEnd)
      var whole = path
      for place in at..<end { whole.add(signs[place].folded) }
      let node = index.base.node(whole)
      if let node, node.firstEntry >= 0 {
        confirm(node.firstEntry, in: index.base, 0, signs, start, stem: end, end: end, form: .plain)
      }
      var goesOn = node?.goesOn ?? false
      if hasAdded, let added = index.added, let node = added.node(whole) {
        goesOn = goesOn || node.goesOn
        confirmAdded(node, signs, start, stem: end, end: end, form: .plain)
      }
      if signs[at].role == .word, end - at >= 3, signs[end - 1].folded == 0x73 {
        collectDerived(signs, start, unit: at..<end, path: path)
      }
      if !goesOn { return }
      path = whole
      at = end
    }
  }

  /// The forms of a last word that ends with s: possessive, plural, or both.
  private mutating func collectDerived(
    _ signs: UnsafeBufferPointer<FoldedSign>, _ start: Int, unit: Range<Int>, path: PathHash
  ) {
    var base = unit.upperBound
    if signs[base - 2].role == .apostrophe {
      base -= 2
      look(path, signs, start, unit.lowerBound..<base, end: base, form: .plain)
    }
    let length = base - unit.lowerBound
    guard inflectsEnglish, length >= 3, signs[base - 1].folded == 0x73 else { return }
    look(path, signs, start, unit.lowerBound..<base - 1, end: base, form: .plural)
    guard length >= 4, signs[base - 2].folded == 0x65 else { return }
    if Self.takesE(signs[base - 3].folded) {
      look(path, signs, start, unit.lowerBound..<base - 2, end: base, form: .plural)
    }
    if length >= 5, signs[base - 3].folded == 0x69 {
      look(path, signs, start, unit.lowerBound..<base - 3, end: base, form: .pluralOfY)
    }
  }

  private mutating func look(
    _ path: PathHash, _ signs: UnsafeBufferPointer<FoldedSign>, _ start: Int, _ stem: Range<Int>,
    end: Int, form: Form
  ) {
    var path = path
    for place in stem { path.add(signs[place].folded) }
    if form == .pluralOfY { path.add(0x79) }
    if let node = index.base.node(path), node.firstEntry >= 0 {
      confirm(
        node.firstEntry, in: index.base, 0, signs, start, stem: stem.upperBound, end: end,
        form: form)
    }
    if hasAdded, let node = index.added?.node(path) {
      confirmAdded(node, signs, start, stem: stem.upperBound, end: end, form: form)
    }
  }

  /// Letters after which a plural is written with "es".
  private static func takesE(_ letter: UInt32) -> Bool {
    switch letter {
    case 0x73, 0x78, 0x7A, 0x68, 0x6F: true
    default: false
    }
  }

  private mutating func confirmAdded(
    _ node: PathTable.Node, _ signs: UnsafeBufferPointer<FoldedSign>, _ start: Int, stem: Int,
    end: Int, form: Form
  ) {
    guard node.firstEntry >= 0, let added = index.added else { return }
    confirm(
      node.firstEntry, in: added, Int32(index.base.entries.count), signs, start, stem: stem,
      end: end, form: form)
  }

  /// Takes those entries of a chain that stand in the text; `offset` is the number of the table's
  /// first entry.
  private mutating func confirm(
    _ first: Int32, in table: NameTable, _ offset: Int32,
    _ signs: UnsafeBufferPointer<FoldedSign>, _ start: Int, stem: Int, end: Int, form: Form
  ) {
    var place = first
    while place >= 0 {
      let entry = table.entries[Int(place)]
      if stands(entry, in: table.pool, signs, start, stem: stem, end: end, form: form),
        !hasDead || !index.dead.contains(entry.note)
      {
        candidates.append(
          Candidate(entry: place + offset, end: end, rule: form == .plain ? .exact : .plural))
      }
      place = entry.next
    }
  }

  /// Whether an entry's signs, its case and its edges are those of the text.
  private func stands(
    _ entry: NameEntry, in pool: [FoldedSign], _ signs: UnsafeBufferPointer<FoldedSign>,
    _ start: Int, stem: Int, end: Int, form: Form
  ) -> Bool {
    let length = stem - start
    guard Int(entry.count) == length + (form == .pluralOfY ? 1 : 0) else { return false }
    if form != .plain {
      if entry.role == .surname || !signs[stem - 1].isLetterOfWord { return false }
      if form == .pluralOfY, pool[Int(entry.start) + length].folded != 0x79 { return false }
    }
    let name = Int(entry.start)
    for place in 0..<length
    where pool[name + place].folded != signs[start + place].folded { return false }
    switch entry.caseRule {
    case .fold: break
    case .capital:
      if !signs[start + Int(entry.firstWord)].isUppercase { return false }
    case .exact:
      for place in 0..<length
      where pool[name + place].cased != signs[start + place].cased { return false }
      if form == .plain { break }
      for place in stem..<end where signs[place].cased != signs[place].folded { return false }
    }
    return hasEdges(signs, start, end)
  }

  /// A name that begins or ends with a sign must not touch a letter there: ".NET" does not stand in
  /// "ASP.NET". Other names end where units do.
  private func hasEdges(_ signs: UnsafeBufferPointer<FoldedSign>, _ start: Int, _ end: Int) -> Bool
  {
    if signs[start].isSign, start > 0 {
      var before = start - 1
      while before > 0, signs[before].role == .mark { before -= 1 }
      if signs[before].role == .word || signs[before].role == .mark { return false }
    }
    var last = end - 1
    while last > start, signs[last].role == .mark { last -= 1 }
    if signs[last].isSign, end < signs.count, signs[end].role == .word { return false }
    return true
  }
}

extension FoldedSign {
  fileprivate var isSign: Bool { role == .sign || role == .apostrophe }

  /// A letter, neither digit nor underscore: what an English plural can be made of.
  fileprivate var isLetterOfWord: Bool {
    role == .word && !(0x30...0x39).contains(folded) && folded != 0x5F
  }
}
