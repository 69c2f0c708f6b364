internal import CPostgres

extension PostgresConnection {
    /// Streams into a table: `COPY … FROM STDIN` in any format. Returns the number of rows; throws nothing in but what
    /// `body` or the server threw, and then no row stays. The statement timeout covers the whole COPY.
    @discardableResult
    package nonisolated(nonsending) func copyIn(
        _ sql: String, _ body: (CopyWriter) async throws -> Void
    ) async throws -> Int {
        try await copyIn(sql, isBinary: false, body)
    }

    /// Streams typed rows into columns of a table.
    @discardableResult
    package nonisolated(nonsending) func copyIn(
        into table: String, columns: [String], _ body: (CopyWriter) async throws -> Void
    ) async throws -> Int {
        let columns = columns.map(SQL.quoted(identifier:)).joined(separator: ", ")
        return try await copyIn("COPY \(table) (\(columns)) FROM STDIN (FORMAT binary)", isBinary: true, body)
    }

    private nonisolated(nonsending) func copyIn(
        _ sql: String, isBinary: Bool, _ body: (CopyWriter) async throws -> Void
    ) async throws -> Int {
        var exchange = try await enterPlainProtocol()
        defer { leavePlainProtocol() }
        try await start(sql, expecting: PGRES_COPY_IN, &exchange)
        turnstile.refuseNewcomers("COPY is running on this connection")
        let writer = CopyWriter(self, exchange)
        do {
            if isBinary { writer.writeBinaryHeader() }
            try await body(writer)
            if isBinary { writer.writeBinaryTrailer() }
        } catch {
            _ = try? await writer.end(abort: "given up by the client")
            throw error
        }
        return try await writer.end(abort: nil)
    }

    /// Streams out of a table or query: `COPY … TO STDOUT`. Gives chunks of whole lines (or binary rows) to `body` and
    /// reads on when it returns, so a slow reader makes the server wait.
    package nonisolated(nonsending) func copyOut(_ sql: String, _ body: ([UInt8]) async throws -> Void) async throws {
        var exchange = try await enterPlainProtocol()
        defer { leavePlainProtocol() }
        try await start(sql, expecting: PGRES_COPY_OUT, &exchange)
        turnstile.refuseNewcomers("COPY is running on this connection")
        do {
            var chunk: [UInt8] = []
            while try await exchange.fillCopyChunk(&chunk) { try await body(chunk) }
        } catch {
            await abandon(&exchange) { (exchange) async throws(PostgresError) in
                var rest: [UInt8] = []
                while try await exchange.fillCopyChunk(&rest) {}
            }
            throw error
        }
        try await finish(&exchange)
    }

    /// Gives one row after the other to `body` without holding the result in memory.
    package nonisolated(nonsending) func forEachRow(
        _ sql: SQL, _ body: (PostgresRow) async throws -> Void
    ) async throws {
        try sql.validate()
        var exchange = try await enterPlainProtocol()
        defer { leavePlainProtocol() }
        guard sql.withParameters({ sendUnprepared(sql, $0) }) == 1, PQsetSingleRowMode(handle.connection) == 1
        else { throw brokenError() }
        turnstile.refuseNewcomers("a result is being read row by row on this connection")
        do {
            while let result = try await exchange.next() {
                if let error = result.error { throw exchange.translated(error) }
                for row in PostgresRows(result) { try await body(row) }
            }
        } catch {
            await abandon(&exchange) { _ in }
            throw error
        }
    }

    private func start(
        _ sql: String, expecting status: ExecStatusType, _ exchange: inout Exchange
    ) async throws(PostgresError) {
        guard PQsendQuery(handle.connection, sql) == 1 else { throw brokenError() }
        guard let result = try await exchange.next() else { throw brokenError() }
        if result.status == status { return }
        let error = result.error.map(exchange.translated)
        try await finish(&exchange)
        throw error ?? PostgresError(.usage, "this statement is no such COPY")
    }

    /// Ends a statement in the middle of its answer, so that the connection can be used again, or gives it up.
    private func abandon(
        _ exchange: inout Exchange, _ drain: (inout Exchange) async throws(PostgresError) -> Void
    ) async {
        guard isUsable else { return }
        do {
            if PQtransactionStatus(handle.connection) == PQTRANS_ACTIVE, !exchange.cancelRequested {
                await exchange.requestCancel()
            }
            try await drain(&exchange)
            try await finish(&exchange)
        } catch {
            // A cancelled statement is what was asked for; a drain that took too long has marked the connection.
            if error.kind != .server, error.kind != .cancelled { isPoisoned = true }
        }
    }
}

extension Exchange {
    /// Replaces the chunk by the next lines of a COPY; false at its end.
    mutating func fillCopyChunk(_ chunk: inout [UInt8]) async throws(PostgresError) -> Bool {
        chunk.removeAll(keepingCapacity: true)
        while !appendCopyLines(to: &chunk) {
            try await wait(for: .read)
            if PQconsumeInput(connection.handle.connection) == 0 { throw connection.brokenError() }
        }
        return !chunk.isEmpty
    }

    /// Takes lines that have arrived; true when the chunk is full or no more will come.
    private func appendCopyLines(to chunk: inout [UInt8]) -> Bool {
        while chunk.count < PostgresLimits.copyChunkBytes {
            var line: UnsafeMutablePointer<CChar>?
            let length = PQgetCopyData(connection.handle.connection, &line, 1)
            defer { PQfreemem(line) }
            if length < 0 { return true }
            if length == 0 { return false }
            chunk.append(contentsOf: UnsafeRawBufferPointer(start: line, count: Int(length)))
        }
        return true
    }
}
