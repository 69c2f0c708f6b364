import GatewayBackend
import ServiceKit

@main enum Main {
    static func main() async {
        await ServiceProgram.main(GatewayBackend.definition)
    }
}
