import ArgumentParser
package import Diagnostics

extension Style.Choice: ExpressibleByArgument {}
