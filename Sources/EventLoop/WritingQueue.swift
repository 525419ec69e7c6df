// Writing notes, one action after the other and on a thread of its own: an action reads what the one
// before it left, and a slow disk must not hold one of the few threads that all tasks share.

import Dispatch
import Synchronization

/// Runs actions in the order in which they were given.
final class WritingQueue: TaskExecutor {
  private let queue = DispatchQueue(label: "sidelight.writing", qos: .userInitiated)
  private let last = Mutex<Task<Void, Never>?>(nil)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }

  /// Starts an action when all earlier ones are done.
  func add(_ action: @escaping @Sendable () async -> Void) {
    last.withLock { last in
      let before = last
      last = Task(executorPreference: self) {
        await before?.value
        await action()
      }
    }
  }

  /// Waits until all is written, for so many seconds at most: a disk that never answers must not
  /// keep the program from ending.
  func finish(seconds: Int) {
    guard let task = last.withLock({ $0 }) else { return }
    let done = DispatchSemaphore(value: 0)
    Task {
      await task.value
      done.signal()
    }
    _ = done.wait(timeout: .now() + .seconds(seconds))
  }
}
