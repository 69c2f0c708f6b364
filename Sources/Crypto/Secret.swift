internal import COpenSSL

/// Bytes that must not reach a log: prints as `***`, compares in constant time, and is wiped when the last
/// copy goes.
package struct Secret: Sendable {
    private let storage: Storage

    package init(_ bytes: some Collection<UInt8>) {
        storage = Storage(bytes)
    }

    package init(_ text: String) {
        self.init(text.utf8)
    }

    package var count: Int { storage.bytes.count }
    package var isEmpty: Bool { storage.bytes.isEmpty }

    /// Lends the bytes. Do not keep the pointer, and do not copy the bytes without need.
    package func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try body(UnsafeRawBufferPointer(storage.bytes))
    }

    /// The bytes in the open, for the places that must hand them on.
    package func reveal() -> [UInt8] { Array(storage.bytes) }

    /// The secret as text in the open; invalid UTF-8 is repaired.
    package func revealText() -> String { String(decoding: storage.bytes, as: UTF8.self) }

    /// Owns the memory alone and never changes it after `init`, which makes sharing it sound.
    private final class Storage: @unchecked Sendable {
        let bytes: UnsafeMutableBufferPointer<UInt8>

        init(_ source: some Collection<UInt8>) {
            bytes = .allocate(capacity: source.count)
            _ = bytes.initialize(fromContentsOf: source)
        }

        deinit {
            OPENSSL_cleanse(bytes.baseAddress, bytes.count)
            bytes.deallocate()
        }
    }
}

extension Secret: Equatable {
    package static func == (left: Secret, right: Secret) -> Bool {
        constantTimeEquals(left.storage.bytes, right.storage.bytes)
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "***" }
    package var debugDescription: String { "***" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
