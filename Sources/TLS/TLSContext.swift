import Synchronization

/// What one side presents and demands on the connections that begin from now on: the contents of its files, which may be
/// loaded anew while older connections go on with what they began with.
package final class TLSContext: Sendable {
    package enum Role: Sendable { case client, server }

    /// What has become of the files.
    package enum Reload: Sendable, Equatable {
        case unchanged
        case loaded
        /// They can't be used, the former contents are. News unless the same files could not be used before.
        case failed(TLSError, isNews: Bool)
    }

    private struct State {
        var material: TLSMaterial
        /// The files that `material` is from.
        var stamps: [FileStamp?]
        /// The files that were tried last when they could not be used.
        var failed: [FileStamp?]?
    }

    typealias Loader = @Sendable (Role, TLSConfiguration) throws(TLSError) -> TLSMaterial

    package let role: Role
    package let configuration: TLSConfiguration
    private let load: Loader
    private let state: Mutex<State>

    package convenience init(_ role: Role, _ configuration: TLSConfiguration) throws(TLSError) {
        try self.init(role, configuration, load: TLSMaterial.init)
    }

    init(_ role: Role, _ configuration: TLSConfiguration, load: @escaping Loader) throws(TLSError) {
        self.role = role
        self.configuration = configuration
        self.load = load
        // Looked at before they are read: what changes in between is read again.
        let stamps = configuration.files.map { FileStamp(path: $0) }
        state = Mutex(State(material: try load(role, configuration), stamps: stamps))
    }

    var material: TLSMaterial { state.withLock { $0.material } }

    /// The end of the own certificate's validity, in seconds since 1970.
    package var certificateNotAfter: Int? { material.certificateNotAfter }

    /// Loads the files when they are not those in use. When they can't be used the former contents stay, and the files
    /// are tried again each time: what was in the way may have nothing to do with them, as a want of descriptors.
    package func reloadIfChanged() -> Reload {
        let stamps = configuration.files.map { FileStamp(path: $0) }
        let isWanted = state.withLock { $0.failed != nil || $0.stamps != stamps }
        guard isWanted else { return .unchanged }
        do throws(TLSError) {
            let material = try load(role, configuration)
            state.withLock { $0 = State(material: material, stamps: stamps) }
            return .loaded
        } catch {
            let isNews = state.withLock { state in
                defer { state.failed = stamps }
                return state.failed != stamps
            }
            return .failed(error, isNews: isNews)
        }
    }
}

extension TLSConfiguration {
    fileprivate var files: [String] { [certificateFile, keyFile, authorityFile].compactMap { $0 } }
}
