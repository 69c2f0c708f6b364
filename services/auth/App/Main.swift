import AuthBackend
import ServiceKit

@main
enum Main {
    static func main() async {
        await ServiceProgram.main(AuthBackend.definition)
    }
}
