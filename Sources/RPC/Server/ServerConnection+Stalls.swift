import HTTP2
import Logging
import NIOCore

/// What a connection waits for, apart from its calls.
struct ConnectionStalls {
    /// Header blocks and other frames that are not complete; `bytes` is the number of frames.
    var headers = StallCounter()
    var socket = StallCounter()
    /// What the socket had not taken at the last tick.
    private var unsentBytes = 0

    /// Everything of note has been taken.
    mutating func socketProgressed() {
        socket.restart()
        unsentBytes = 0
    }

    mutating func socketHolds(_ bytes: Int) {
        socket.bytes += max(0, unsentBytes - bytes)
        unsentBytes = bytes
    }
}

// One coarse timer looks whether the client keeps us waiting. There is none while nothing is awaited.
extension ServerConnection {
    func watchForStalls() {
        guard stallTimer == nil, context != nil else { return }
        stallTimer = loop.scheduleTask(in: runtime.stallTicks.interval) {
            self.stallTimer = nil
            self.lookForStalls()
        }
    }

    private func lookForStalls() {
        guard let context, context.channel.isActive else { return }
        let ticks = runtime.stallTicks
        let isWritable = context.channel.isWritable
        // While it is not writable we write nothing more: what it holds becomes less by what the client reads.
        if !isWritable { stalls.socketHolds(unsentBytes(of: context.channel)) }
        let bytesMin = runtime.limits.answerProgressBytesMin
        if stalls.socket.tick(isAwaited: !isWritable, bytesMin: bytesMin, ticksMax: ticks.writeStall) {
            runtime.logger.debug("a client does not read", metadata: ["peer": "\(peer.address)"])
            return abort()
        }
        stalls.headers.bytes = session.frameNumber
        if stalls.headers.tick(isAwaited: session.isAwaitingRest, ticksMax: ticks.headerBlock) {
            return end(.enhanceYourCalm, "headers do not end, the limit headerBlockTimeMax")
        }
        var isAwaiting = !isWritable || session.isAwaitingRest
        for call in calls {
            let isAwaited = call.lookForStalls(ticks, isWritable: isWritable)
            isAwaiting = isAwaiting || isAwaited
        }
        if isAwaiting { watchForStalls() }
    }

    private func unsentBytes(of channel: any Channel) -> Int {
        let bytes = try? channel.syncOptions?.getOption(ChannelOptions.bufferedWritableBytes)
        return bytes ?? 0
    }
}

extension ServerCall {
    /// Ends the call when its client has kept us waiting for too long. True while something is awaited of the client.
    fileprivate func lookForStalls(_ ticks: StallTicks, isWritable: Bool) -> Bool {
        guard isOpen else { return false }
        let limits = connection.runtime.limits
        let awaitsRequest = self.awaitsRequest
        let awaitsWindow = isWritable && hasSentHeaders && !isBlocked
        let isBodyLate = requestStall.tick(
            isAwaited: awaitsRequest, bytesMin: limits.bodyProgressBytesMin, ticksMax: ticks.bodyProgress)
        if isBodyLate {
            abort(RPCError(.deadlineExceeded, "The rest of a request is late, the limit bodyProgressTimeMax."))
        } else if answerStall.tick(
            isAwaited: awaitsWindow, bytesMin: limits.answerProgressBytesMin, ticksMax: ticks.windowStall)
        {
            connection.session.reset(self, .enhanceYourCalm)
            connection.scheduleFlush()
        }
        return awaitsRequest || awaitsWindow
    }

    /// Whether it is the client's turn: something is incomplete, and its window lets it go on.
    private var awaitsRequest: Bool {
        guard outcome == nil, !peerHasEnded else { return false }
        // A method that takes one request gives its window back at once.
        guard let registration, registration.method.kind.streamsRequests else { return true }
        return !deframer.isBetweenMessages && connection.session.openWindow(of: self) > 0
    }
}
