import ArgumentParser
import FoundationEssentials
import Messages

/// The tenant that an administrator works in, where it is not their own.
struct TenantOption: ParsableArguments {
    @Option(help: "A super_admin's: another tenant to work in, by its id or the name that it shows.")
    var tenant: String?
}

/// A tenant as an administrator names one: "tenants/{id}", by its id alone, or by the name that it shows.
enum TenantReference {
    /// The resource name.
    static func resolve(_ text: String, _ client: RESTClient) async throws -> String {
        if text.hasPrefix("tenants/") { return text }
        if UUID(uuidString: text) != nil { return "tenants/\(text)" }
        let tenants = try await named(text, client)
        guard let tenant = tenants.first else { throw CommandFailure("there is no tenant named \(text)") }
        // Names are for people; nothing keeps them apart.
        guard tenants.count == 1 else {
            throw CommandFailure(
                "there are \(tenants.count) tenants named \(text); say which by its id: "
                    + tenants.map(\.name).joined(separator: ", "))
        }
        return tenant.name
    }

    private static func named(_ text: String, _ client: RESTClient) async throws -> [AuthV1.Tenant] {
        let quoted = text.unicodeScalars.reduce(into: "") { quoted, scalar in
            if "\"\\*".unicodeScalars.contains(scalar) { quoted.unicodeScalars.append("\\") }
            quoted.unicodeScalars.append(scalar)
        }
        let path = "/v1/tenants?filter=\(QueryText.encode("display_name = \"\(quoted)\""))"
        var found: [AuthV1.Tenant] = []
        var token = ""
        // The server looks through some tenants at a time, and there may be none among them that is meant.
        repeat {
            let reply = try await client.get(
                "\(path)&page_token=\(QueryText.encode(token))", as: AuthV1.ListTenantsResponse.self)
            found += reply.value.tenants
            token = reply.value.nextPageToken
        } while !token.isEmpty
        return found
    }
}
