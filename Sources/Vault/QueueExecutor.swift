// Lets an actor run on a queue of its own, so that a slow disk never holds one of the few threads
// that all other tasks share.

import Dispatch

/// A serial queue as the executor of an actor.
final class QueueExecutor: SerialExecutor {
  private let queue: DispatchQueue

  init(label: String) { queue = DispatchQueue(label: label) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
