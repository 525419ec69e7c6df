// config.yaml from disk. Where there is no file nothing is touched: the YAML library costs more to
// wake than the whole start.

import Commands
import Documents
import Glibc
import Notes
import Vault

enum ConfigurationFile {
  /// The settings and what is wrong with them; the usual ones where there is no file.
  static func read() -> (configuration: Configuration, problems: [ConfigurationProblem]) {
    let path = Environment.configurationFile
    guard access(path, F_OK) == 0 else { return (Configuration(), []) }
    do {
      let text = try TextFile.open(path, wishes: .asIs).normalisedText
      return ConfigurationDecoder.decode(try entries(of: text), rows: ReaderKeys.rows)
    } catch let error as YAMLProblem {
      return (Configuration(), [ConfigurationProblem(line: error.line, message: error.reason)])
    } catch let error as DocumentError {
      return (Configuration(), [ConfigurationProblem(line: 1, message: error.reason)])
    } catch {
      return (Configuration(), [ConfigurationProblem(line: 1, message: "cannot be read")])
    }
  }

  private static func entries(of text: String) throws(YAMLProblem) -> [YAMLEntry] {
    try YAMLReader().entries(of: text)
  }
}
