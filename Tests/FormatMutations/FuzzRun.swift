// One input of a format parsed and looked at.

public import Documents
import Foundation

public struct FuzzRun: Sendable {
  public let mutator: Mutator
  public init(mutator: Mutator) { self.mutator = mutator }

  /// What was wrong with an input, and how long it took.
  public struct Outcome: Sendable {
    public var broken: [String]
    public var seconds: Double
    public var isRefused: Bool
  }

  public func outcome(of input: MutatedInput) -> Outcome {
    let start = ContinuousClock.now
    let document = try? ParsedFormats.document(
      from: input.bytes, format: mutator.format, wishes: input.wishes, isComplete: input.isComplete)
    let time = ContinuousClock.now - start
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    let broken = document.map { DocumentRules.broken(by: $0, input: input.bytes.count) } ?? []
    return Outcome(broken: broken, seconds: seconds, isRefused: document == nil)
  }

  /// The seeds of a format: what its fixtures hold in a folder of fixtures. Books that stand there
  /// as folders become archives.
  public static func mutator(of format: TextFormat, fixtures: String) -> Mutator {
    let folder = URL(fileURLWithPath: fixtures)
    var seeds: [[UInt8]] = []
    var archives: [[StoredArchive.File]] = []
    let names = (try? FileManager.default.contentsOfDirectory(atPath: fixtures)) ?? []
    for name in names.sorted() where name.hasPrefix(format.rawValue + "-") {
      let fixture = folder.appending(path: name)
      let files = (try? FileManager.default.contentsOfDirectory(atPath: fixture.path)) ?? []
      guard let input = files.sorted().first(where: { $0.hasPrefix("in.") }) else { continue }
      let path = fixture.appending(path: input)
      if let bytes = try? Data(contentsOf: path) {
        // Large fixtures would make every input one of size.
        seeds.append(Array(bytes.prefix(Mutator.largest / 2)))
      } else {
        archives.append(self.files(in: path))
      }
    }
    return Mutator(format: format, seeds: seeds, archives: archives)
  }

  private static func files(in folder: URL) -> [StoredArchive.File] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted { ($0 == "mimetype" ? "" : $0) < ($1 == "mimetype" ? "" : $1) }
      .compactMap { name in
        let file = folder.appending(path: name)
        return (try? Data(contentsOf: file)).map {
          StoredArchive.File(name: name, bytes: Array($0))
        }
      }
  }
}
