/// Waits for what another task brings about; only the suite's time limit ends a wait in vain.
package func eventually(_ isReached: () async throws -> Bool) async throws {
    while try await !isReached() { try await Task.sleep(for: .milliseconds(2)) }
}
