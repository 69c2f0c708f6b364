internal import Synchronization

/// How much of a training is done: its fits are one half, the scoring of the calibration rows the other.
///
/// Whoever completes a step tells it, from any thread; what is reported never goes back and ends with 1.
final class TrainingProgress: Sendable {
    private struct Steps {
        var fits = 0
        var blocks = 0
    }

    private let done = Mutex(Steps())
    private let fitCount: Int
    private let blockCount: Int
    private let report: @Sendable (Double) -> Void

    init(fits: Int, blocks: Int, report: @escaping @Sendable (Double) -> Void) {
        fitCount = fits
        blockCount = blocks
        self.report = report
    }

    func completeFit() { advance { $0.fits += 1 } }

    func completeBlock() { advance { $0.blocks += 1 } }

    /// Reports while it is locked, so that reports come in order.
    private func advance(_ step: (inout Steps) -> Void) {
        done.withLock { done in
            step(&done)
            report((Double(done.fits) / Double(fitCount) + Double(done.blocks) / Double(blockCount)) / 2)
        }
    }
}
