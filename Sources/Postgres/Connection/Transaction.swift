internal import CPostgres

/// How a transaction sees others.
package struct TransactionOptions: Sendable {
    package enum Isolation: String, Sendable {
        case readCommitted = "READ COMMITTED"
        case repeatableRead = "REPEATABLE READ"
        case serializable = "SERIALIZABLE"
    }

    package var isolation: Isolation
    package var isReadOnly: Bool

    package init(isolation: Isolation = .readCommitted, isReadOnly: Bool = false) {
        self.isolation = isolation
        self.isReadOnly = isReadOnly
    }

    var begin: SQL {
        SQL(unsafe: "BEGIN ISOLATION LEVEL \(isolation.rawValue)\(isReadOnly ? " READ ONLY" : "")")
    }
}

/// The setting that row-level security compares each row's `tenant_id` with.
package enum TenantSetting {
    package static let name = "app.tenant_id"

    /// Holds until the end of the transaction only, so a pooled connection can't carry it to another tenant.
    /// Within a transaction it moves on to another tenant: for those who look after several.
    package static func assignment(_ tenant: String) -> SQL { "SELECT set_config('app.tenant_id', \(tenant), true)" }
}

extension PostgresConnection {
    /// Runs `body` in a transaction: committed when it returns, rolled back when it throws. BEGIN and the tenant travel
    /// with the body's first statement, so they cost no round trip; a body without statements opens no transaction.
    @discardableResult
    package nonisolated(nonsending) func withTransaction<R>(
        tenant: String?, options: TransactionOptions = TransactionOptions(),
        _ body: (PostgresConnection) async throws -> R
    ) async throws -> R {
        guard isIdle else { throw PostgresError(.usage, "a transaction is open on this connection already") }
        opening = [options.begin] + (tenant.map { [TenantSetting.assignment($0)] } ?? [])
        do {
            let value = try await body(self)
            try await commit()
            return value
        } catch {
            await rollBack()
            throw error
        }
    }

    /// Not to be cancelled: half-way through, nobody would know what holds.
    private func commit() async throws(PostgresError) {
        guard opening.isEmpty else { return opening = [] }
        // COMMIT of a failed transaction would be answered by a ROLLBACK that looks like success.
        guard PQtransactionStatus(handle.connection) != PQTRANS_INERROR else {
            throw PostgresError(
                .usage, "a statement of this transaction failed, so it can't be committed",
                sqlState: .inFailedTransaction)
        }
        do {
            _ = try await run(["COMMIT"], cancellable: false)
        } catch {
            guard error.kind == .connection else { throw error }
            throw PostgresError(.connection, "whether the transaction was committed is not known: \(error.message)")
        }
    }

    private func rollBack() async {
        opening = []
        guard isUsable, PQtransactionStatus(handle.connection) != PQTRANS_IDLE else { return }
        // A connection that can't roll back is closed, and the server rolls back.
        do { _ = try await run(["ROLLBACK"], cancellable: false) } catch { isPoisoned = true }
    }
}
