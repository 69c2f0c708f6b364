internal import FoundationEssentials

/// The base64 of proto3 JSON: standard with padding out; in, the URL-safe alphabet and no padding too.
enum Base64Text {
    static func decode(_ text: UnsafeBufferPointer<UInt8>) -> Data? {
        var standard = Data(capacity: text.count + 3)
        for byte in text {
            switch byte {
            case UInt8(ascii: "-"): standard.append(UInt8(ascii: "+"))
            case UInt8(ascii: "_"): standard.append(UInt8(ascii: "/"))
            default: standard.append(byte)
            }
        }
        if !standard.contains(UInt8(ascii: "=")) {
            standard.append(contentsOf: repeatElement(UInt8(ascii: "="), count: (4 - standard.count % 4) % 4))
        }
        return Data(base64Encoded: standard)
    }

    static func encode(_ bytes: UnsafeRawBufferPointer) -> Data { Data(bytes).base64EncodedData() }
}
