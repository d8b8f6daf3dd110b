using Ledger.Host.Tests.Client;

namespace Ledger.Host.Tests;

/// <summary>What this assembly is when a test starts it as a process of its own.</summary>
static class SecondProcess
{
    static Task<int> Main(string[] arguments) => arguments is [KeptProcess.Argument] ? KeptProcess.Serve() : Child.Run(arguments);
}
