import Postgres
import Subprocess

extension TestDatabase {
    package struct BackupFailure: Error {
        package var description: String
    }

    /// The schema's tables as `pg_dump` writes them, by the platform's owner.
    package func backUp(_ schema: String, to file: String) async throws {
        try await execute("pg_dump", ["--format=custom", "--schema=\(schema)", "--file=\(file)", ownerURL])
    }

    /// Removes the schema with all that is in it, and makes it again from the backup.
    package func wipeAndRestore(_ schema: String, from file: String) async throws {
        try await connect(url: superuserURL).script("DROP SCHEMA \(schema) CASCADE")
        try await execute("pg_restore", ["--exit-on-error", "--dbname=\(superuserURL)", file])
    }

    private func execute(_ program: String, _ arguments: [String]) async throws {
        let result = try await run(
            .name(program), arguments: Arguments(arguments), output: .discarded, error: .string(limit: 64 << 10))
        guard result.terminationStatus.isSuccess else {
            throw BackupFailure(description: "\(program): \(result.standardError)")
        }
    }
}
