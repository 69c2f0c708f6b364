internal import Logging
internal import Postgres
internal import RPC
internal import ServiceKit
internal import ServiceLifecycle

/// Makes the profiles that calls asked for, here or at a replica that was lost, a few at a time, until the service stops;
/// then it gives back what it is at.
struct ProfileRunner: Service {
    let profiles: ProfileStore
    let task: ProfileTask
    /// Profiles that are made at once.
    let concurrency: Int
    let bell: Bell
    let logger: Logger

    func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<concurrency {
                group.addTask { await takeProfiles() }
            }
            // Cancels the work, not the return of the leases.
            try? await gracefulShutdown()
            group.cancelAll()
        }
    }

    private func takeProfiles() async {
        while !Task.isCancelled {
            // Asked before the look, so that a ring during it is not missed.
            let heard = bell.rings
            do {
                guard let claim = try await profiles.claim() else {
                    await bell.wait(after: heard, atMost: profiles.limits.profilePollInterval)
                    continue
                }
                await make(claim)
            } catch {
                guard !Task.isCancelled else { return }
                logger.warning("profiles to make can't be looked for", metadata: ["error": "\(error)"])
                await bell.wait(after: heard, atMost: profiles.limits.profilePollInterval)
            }
        }
    }

    private func make(_ claim: ProfileClaim) async {
        do {
            guard claim.attempt <= profiles.limits.profileAttemptsMax else {
                throw RPCError(.internalError, "Each replica that was at it was lost.")
            }
            try await withLease(on: claim) { try await task.run(claim) }
        } catch is ProfileLeaseLost {
            logger.notice("a profile was ended or taken over", metadata: claim.logMetadata)
        } catch {
            await end(claim, error)
        }
    }

    /// Runs `work` while a heartbeat keeps the lease; the loss of the lease cancels the work.
    private func withLease(on claim: ProfileClaim, _ work: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await work() }
            group.addTask {
                while true {
                    try await Task.sleep(for: profiles.limits.profileLease / 3)
                    try await renew(claim)
                }
            }
            defer { group.cancelAll() }
            // Whichever ends first decides: the work with its outcome, or the heartbeat with its loss.
            try await group.next()
        }
    }

    /// A database that does not answer is asked again at the next beat: the lease has two thirds of its time left.
    private func renew(_ claim: ProfileClaim) async throws {
        do {
            try await profiles.renew(claim)
        } catch let error as PostgresError {
            logger.warning("a profile's lease could not be renewed yet", metadata: ["error": "\(error)"])
        }
    }

    private func end(_ claim: ProfileClaim, _ error: any Error) async {
        let isStopping = Task.isCancelled
        let failure = Self.failure(error)
        let isFinal = claim.attempt >= profiles.limits.profileAttemptsMax || failure.code == .notFound
        var metadata = claim.logMetadata
        metadata["error"] = "\(error)"
        // A task of its own: the return must reach the database although this one is cancelled.
        await Task {
            do {
                if isStopping {
                    try await profiles.giveBack(claim, countsAttempt: false)
                } else if isFinal {
                    try await profiles.fail(claim, failure)
                    logger.error("a profile failed for good", metadata: metadata)
                } else {
                    try await profiles.giveBack(claim, countsAttempt: true)
                    logger.warning("a profile failed and will be tried again", metadata: metadata)
                }
            } catch is ProfileLeaseLost {
                logger.notice("a profile was ended or taken over", metadata: metadata)
            } catch {
                // The lease ends by itself, and somebody else takes the profile up.
                metadata["error"] = "\(error)"
                logger.warning("a profile could not be given back", metadata: metadata)
            }
        }.value
    }

    /// What the user reads. Errors that are not ours to explain stay in the log.
    private static func failure(_ error: any Error) -> RPCError {
        (error as? RPCError) ?? (error as? any RPCErrorConvertible)?.rpcError
            ?? RPCError(.internalError, "An internal error stopped it; the service's log has the details.")
    }
}

extension ProfileClaim {
    var logMetadata: Logger.Metadata {
        ["profile": "\(profile.text)", "fencing": "\(fencing)", "attempt": "\(attempt)"]
    }
}
