internal import CPostgres

extension PostgresConnection {
    package func query(_ sql: SQL) async throws(PostgresError) -> PostgresRows {
        guard let rows = try await run([sql], cancellable: true).first else {
            throw PostgresError(.connection, "the server gave no result")
        }
        return rows
    }

    /// Returns the number of rows changed.
    @discardableResult
    package func execute(_ sql: SQL) async throws(PostgresError) -> Int {
        try await query(sql).affectedRows
    }

    /// Runs the statements in one round trip. Outside a transaction they are one: all or none take effect. The first
    /// that fails skips the rest.
    @discardableResult
    package func batch(_ statements: [SQL]) async throws(PostgresError) -> [PostgresRows] {
        guard statements.count <= PostgresLimits.batchStatementsMax else {
            throw PostgresError(
                .usage, "\(statements.count) statements in a batch; at most \(PostgresLimits.batchStatementsMax)")
        }
        return statements.isEmpty ? [] : try await run(statements, cancellable: true)
    }

    /// Waits for its turn, sends the statements and one Sync, and reads all answers.
    func run(_ statements: [SQL], cancellable: Bool, limit: Duration? = nil) async throws(PostgresError)
        -> [PostgresRows]
    {
        try await turnstile.enter(cancellable: cancellable)
        defer { turnstile.leave() }
        guard isUsable else { throw brokenError() }
        for sql in statements { try sql.validate() }
        let replies = try send(opening + statements)
        let openingCount = opening.count
        opening = []
        var exchange = Exchange(self, cancellable: cancellable, limit: limit)
        return Array(try await read(replies, &exchange).dropFirst(openingCount))
    }

    /// A round trip that runs nothing: proof that the server still answers.
    func ping(within limit: Duration) async throws(PostgresError) {
        _ = try await run([], cancellable: true, limit: limit)
    }

    /// What the server will answer, in order, before its Sync.
    private enum Reply {
        case prepared(StatementCache.Key, name: String)
        case deallocated(String)
        case statement
    }

    private func send(_ statements: [SQL]) throws(PostgresError) -> [Reply] {
        var replies: [Reply] = []
        /// Prepared in this very batch, so not in the cache yet.
        var fresh: [StatementCache.Key: String] = [:]
        for name in statements.isEmpty ? [] : self.statements.toDeallocate {
            try sent(PQsendQueryParams(handle.connection, "DEALLOCATE \(name)", 0, nil, nil, nil, nil, 0))
            replies.append(.deallocated(name))
        }
        for sql in statements {
            defer { replies.append(.statement) }
            guard sql.isPrepared else {
                try sent(sql.withParameters { sendUnprepared(sql, $0) })
                continue
            }
            let key = StatementCache.Key(text: sql.text, types: sql.binds.map(\.type.oid))
            if let name = self.statements.name(of: key) ?? fresh[key] {
                try sent(sql.withParameters { sendPrepared(name, $0) })
                continue
            }
            let name = self.statements.makeName()
            try sent(PQsendPrepare(handle.connection, name, sql.text, Int32(key.types.count), key.types))
            replies.append(.prepared(key, name: name))
            fresh[key] = name
            try sent(sql.withParameters { sendPrepared(name, $0) })
        }
        try sent(PQpipelineSync(handle.connection))
        return replies
    }

    private func sendPrepared(_ name: String, _ values: SQL.Parameters) -> Int32 {
        PQsendQueryPrepared(
            handle.connection, name, Int32(values.count), values.values, values.lengths, values.formats, 1)
    }

    func sendUnprepared(_ sql: SQL, _ parameters: SQL.Parameters) -> Int32 {
        PQsendQueryParams(
            handle.connection, sql.text, Int32(parameters.count), sql.binds.map(\.type.oid), parameters.values,
            parameters.lengths, parameters.formats, 1)
    }

    /// After a failed send it is not known what the server will get.
    private func sent(_ result: Int32) throws(PostgresError) {
        if result != 1 { throw brokenError() }
    }

    private func read(_ replies: [Reply], _ exchange: inout Exchange) async throws(PostgresError) -> [PostgresRows] {
        var rows: [PostgresRows] = []
        var failure: PostgresError?
        for reply in replies {
            while let result = try await exchange.next() {
                if let error = result.error.map(exchange.translated) {
                    // Nothing more will come, not even the Sync.
                    if error.kind == .connection { throw error }
                    failure = failure ?? error
                }
                guard result.isSuccess else { continue }
                switch reply {
                case .prepared(let key, let name): statements.add(key, name: name)
                case .deallocated(let name): statements.deallocated(name)
                case .statement: rows.append(PostgresRows(result))
                }
            }
            if handle.isBroken { throw failure ?? brokenError() }
        }
        try await readSync(&exchange)
        if let failure {
            if failure.isRetryable { statements.forgetAll() }
            throw failure
        }
        return rows
    }

    private func readSync(_ exchange: inout Exchange) async throws(PostgresError) {
        while true {
            let result = try await exchange.next()
            if result?.status == PGRES_PIPELINE_SYNC { return }
            if result == nil || handle.isBroken { throw brokenError() }
        }
    }
}

extension SQL {
    /// Pointers in the form that libpq takes, valid inside the closure.
    struct Parameters {
        var count: Int
        var values: UnsafePointer<UnsafePointer<CChar>?>?
        var lengths: UnsafePointer<Int32>?
        var formats: UnsafePointer<Int32>?
    }

    func validate() throws(PostgresError) {
        guard !holdsNUL else {
            throw PostgresError(.usage, "a bound string holds a NUL character", sqlState: .characterNotInRepertoire)
        }
        guard binds.count <= PostgresLimits.bindsMax else {
            throw PostgresError(.usage, "\(binds.count) bound values; at most \(PostgresLimits.bindsMax)")
        }
    }

    func withParameters<R>(_ body: (Parameters) -> R) -> R {
        // An empty array may have no address, but an empty value must have one, as none means NULL.
        let storage = values.isEmpty ? [0] : values
        return storage.withUnsafeBytes { bytes in
            let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            let pointers = binds.map { bind in bind.length < 0 ? nil : start.map { $0 + bind.offset } }
            let lengths = binds.map { Int32(clamping: $0.length) }
            let formats: [Int32] = binds.map { $0.type.isText ? 0 : 1 }
            return pointers.withUnsafeBufferPointer { pointers in
                lengths.withUnsafeBufferPointer { lengths in
                    formats.withUnsafeBufferPointer { formats in
                        body(
                            Parameters(
                                count: binds.count, values: pointers.baseAddress, lengths: lengths.baseAddress,
                                formats: formats.baseAddress))
                    }
                }
            }
        }
    }
}
