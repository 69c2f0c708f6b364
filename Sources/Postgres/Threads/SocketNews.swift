import CLinux

/// Whether bytes, an end or an error wait on the socket.
func socketHasNews(_ socket: Int32) -> Bool { clinux_socket_has_news(socket) != 0 }
