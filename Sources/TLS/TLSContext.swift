import Synchronization

/// What one side presents and demands on the connections that begin from now on: the contents of its files, which may be
/// loaded anew while older connections go on with what they began with.
package final class TLSContext: Sendable {
    package enum Role: Sendable { case client, server }

    private struct State {
        var material: TLSMaterial
        /// The files when they were last tried, with or without success.
        var stamps: [FileStamp?]
    }

    package let role: Role
    package let configuration: TLSConfiguration
    private let state: Mutex<State>

    package init(_ role: Role, _ configuration: TLSConfiguration) throws(TLSError) {
        self.role = role
        self.configuration = configuration
        // Looked at before they are read: what changes in between is read again.
        let stamps = configuration.files.map { FileStamp(path: $0) }
        state = Mutex(State(material: try TLSMaterial(role, configuration), stamps: stamps))
    }

    var material: TLSMaterial { state.withLock { $0.material } }

    /// The end of the own certificate's validity, in seconds since 1970.
    package var certificateNotAfter: Int? { material.certificateNotAfter }

    /// Loads the files when they are not the ones that were tried last; true when there is something new.
    ///
    /// When they can't be used, it throws once and the former ones stay, until the files change again.
    package func reloadIfChanged() throws(TLSError) -> Bool {
        let stamps = configuration.files.map { FileStamp(path: $0) }
        let isNew = state.withLock { state in
            defer { state.stamps = stamps }
            return state.stamps != stamps
        }
        guard isNew else { return false }
        let material = try TLSMaterial(role, configuration)
        state.withLock { $0.material = material }
        return true
    }
}

extension TLSConfiguration {
    fileprivate var files: [String] { [certificateFile, keyFile, authorityFile].compactMap { $0 } }
}
