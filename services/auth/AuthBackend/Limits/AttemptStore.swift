/// Where all replicas count tries together.
protocol AttemptStore: Sendable {
    /// Books a try unless there are too many; a refused one changes nothing.
    ///
    /// - Parameter key: whose tries are counted, 32 bytes.
    func take(_ key: [UInt8], _ rate: AttemptRate) async throws -> AttemptVerdict
}
