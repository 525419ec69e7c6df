// Surnames: weak matches that count after the full name only.

import Documents
import Notes
import Testing

@testable import Linking

struct SurnameTests {
  private let medinsky = makeNote("m", "Vladimir Medinsky", ["Мединский"], kind: .person)

  @Test func afterTheFullNameOnly() {
    #expect(
      found([medinsky], "Medinsky? Vladimir Medinsky. Medinsky’s, MEDINSKY, medinsky.\n\nMedinsky")
        == [
          "m=Vladimir Medinsky/title,Medinsky/surname,MEDINSKY/surname", "m=Medinsky/surname",
        ])
  }

  @Test func otherKindsHaveNone() {
    #expect(
      found([makeNote("a", "Ria Novosti", kind: .organization)], "Ria Novosti, Novosti") == [
        "a=Ria Novosti/title"
      ])
  }

  @Test(arguments: [
    ("Charles III", "Charles III, III", "x=Charles III/title"),
    ("Robert Downey Jr.", "Robert Downey Jr., Downey", "x=Robert Downey Jr./title,Downey/surname"),
    ("John Smith (spy)", "John Smith (spy), spy, Spy", "x=John Smith (spy)/title"),
    (
      "Antoine Saint-Just", "Antoine Saint-Just, Saint-Just, Just",
      "x=Antoine Saint-Just/title,Saint-Just/surname"
    ),
    ("Pat O’Brien", "Pat O'Brien: O’Brien's", "x=Pat O'Brien/title,O’Brien/surname"),
    ("Mary White", "Mary White, White, white", "x=Mary White/title,White/surname"),
  ])
  func shapes(title: String, text: String, expected: String) {
    #expect(found([makeNote("x", title, kind: .person)], text) == [expected])
  }

  @Test func namesStandBeforeSurnames() {
    let notes = [medinsky, makeNote("n", "Medinsky"), makeNote("c", "Medinsky Commission")]
    #expect(
      found(notes, "Vladimir Medinsky: Medinsky, Medinsky Commission") == [
        "m=Vladimir Medinsky/title n=Medinsky/title c=Medinsky Commission/title"
      ])
  }

  @Test func bothBearersAreOffered() {
    let notes = [
      makeNote("a", "Darya Dugina", kind: .person), makeNote("b", "Anna Dugina", kind: .person),
      makeNote("c", "Eva Dugina", kind: .person),
    ]
    #expect(
      found(notes, "Anna Dugina, Darya Dugina.\n\nDugina") == [
        "b=Anna Dugina/title a=Darya Dugina/title", "a=Dugina/surname b=Dugina/surname",
      ])
  }

  @Test func inflectedFormStandsBeside() {
    let notes = [makeNote("a", "Adam"), makeNote("j", "John Adams", kind: .person)]
    #expect(
      found(notes, "John Adams. Adams") == ["j=John Adams/title,Adams/surname a=Adams/inflected"])
  }

  @Test func reachIsTwoThousandParagraphs() {
    let gap = String(repeating: "x\n\n", count: Linker.surnameReach - 1)
    let near = found([medinsky], "Vladimir Medinsky\n\n" + gap + "Medinsky\n\nMedinsky")
    #expect(near.count == 2_002)
    #expect(near[2_000] == "m=Medinsky/surname")
    #expect(near[2_001] == "")
  }

  @Test func hiddenFullNameDoesNotCount() {
    let notes = [medinsky, makeNote("p", "Vladimir Medinsky Prize")]
    #expect(
      found(notes, "Vladimir Medinsky Prize.\n\nMedinsky") == [
        "p=Vladimir Medinsky Prize/title", "",
      ])
  }

  @Test func cutsMakeNoDifference() {
    let notes = [
      medinsky, makeNote("o", "Oleg Medinsky", kind: .person), makeNote("k", "Kiev"),
      makeNote("s", "sap", kind: nil, near: ["Kiev"]),
    ]
    var numbers = SeededNumbers(seed: 7)
    let words = [
      "Medinsky", "Vladimir Medinsky", "Oleg Medinsky", "x", "y", "Kiev", "sap", "Kievs", "z",
    ]
    let text = (0..<60).map { _ in
      (0..<3).map { _ in words.randomElement(using: &numbers) ?? "" }.joined(separator: " ")
    }.joined(separator: "\n\n")
    let document = makeDocument(text)
    let linker = Linker(catalogue: Catalogue(notes: notes))
    let identity = DocumentIdentity()
    let whole = linker.links(in: document, paragraphs: 0..<60, identity: identity)
    #expect(whole.map(\.paragraph) == Array(0..<60))
    for cut in 0...60 {
      let parts =
        linker.links(in: document, paragraphs: 0..<cut, identity: identity)
        + linker.links(in: document, paragraphs: cut..<60, identity: identity)
      #expect(parts == whole)
    }
    #expect(linker.links(in: document, paragraphs: -5..<99, identity: identity) == whole)
    #expect(linker.links(in: document, paragraphs: 70..<99, identity: identity).isEmpty)
  }
}
