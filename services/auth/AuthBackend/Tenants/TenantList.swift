import FoundationEssentials
import Messages
import Postgres
import RPC
import ServiceKit

/// All tenants, in the order in which they were made.
struct TenantList: Sendable {
    let pool: PostgresPool

    /// A place in the directory.
    struct Entry: Sendable {
        var number: Int64
        var tenant: UUID
    }

    private static let list = "tenants"

    /// A filter that lets few through makes short pages, even empty ones; the token says whether there is more.
    func page(_ request: AuthV1.ListTenantsRequest) async throws -> AuthV1.ListTenantsResponse {
        let size = try Page.size(request.pageSize)
        let after = try Self.number(request.pageToken)
        let condition = try Filter(request.filter, over: TenantRecord.filterFields).condition
        return try await pool.withTransaction(tenant: nil) { connection in
            try await page(size: size, after: after, where: condition, on: connection)
        }
    }

    private func page(
        size: Int, after: Int64, where condition: SQL, on connection: PostgresConnection
    ) async throws -> AuthV1.ListTenantsResponse {
        let limit = AuthLimits.tenantsReadMax
        var found: [TenantRecord] = []
        var last = after
        for _ in 0..<(AuthLimits.tenantsScannedMax / limit) {
            let entries = try await Self.entries(after: last, limit: limit, on: connection)
            let records = try await TenantRecord.get(entries.map(\.tenant), where: condition, on: connection)
            for (index, entry) in entries.enumerated() {
                last = entry.number
                guard let record = records[entry.tenant] else { continue }
                found.append(record)
                guard found.count == size else { continue }
                let isLast = index == entries.count - 1 && entries.count < limit
                return answer(found, after: isLast ? nil : last)
            }
            guard entries.count == limit else { return answer(found, after: nil) }
        }
        return answer(found, after: last)
    }

    private func answer(_ found: [TenantRecord], after number: Int64?) -> AuthV1.ListTenantsResponse {
        AuthV1.ListTenantsResponse(
            tenants: found.map { AuthV1.Tenant($0) },
            nextPageToken: number.map { PageToken.encode(Self.list, String($0)) } ?? "")
    }

    /// Stands outside row-level security: it holds ids only.
    static func entries(
        after number: Int64, limit: Int, on connection: PostgresConnection
    ) async throws -> [Entry] {
        try await connection.query(
            """
            SELECT number, tenant_id FROM auth.tenant_directory WHERE number > \(number)
            ORDER BY number LIMIT \(limit)
            """
        ).map { row in
            let (number, tenant) = try row.values(Int64.self, UUID.self)
            return Entry(number: number, tenant: tenant)
        }
    }

    private static func number(_ token: String) throws(RPCError) -> Int64 {
        guard let parts = try PageToken.decode(token, list, count: 1) else { return 0 }
        guard let number = Int64(parts[0]) else { throw PageToken.refusal }
        return number
    }
}
