import Detectors
import Messages
import RPC

/// The memory that one training may take.
struct TrainingMemory: Sendable {
    /// TRAINING_BYTES_MAX.
    var bytesMax: Int
    /// Threads that fit at once, each with a column of its own at hand.
    var threads: Int

    /// - Throws: FAILED_PRECONDITION that names the limit and what would be needed.
    func check(
        _ specification: DetectorSpecification, rows: Int, _ columns: TrainingColumns
    ) throws(RPCError) {
        do throws(DetectorError) {
            try specification.checkMemory(rows: rows, columns: columns, threads: threads, bytesMax: bytesMax)
        } catch {
            throw error.rpcError
        }
    }
}
