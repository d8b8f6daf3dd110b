namespace Ledger.Host.Terminal;

/// <summary>What a command's exit code says (README.md).</summary>
static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The answer is no, or a check failed.</summary>
    public const int No = 1;

    /// <summary>Wrong usage or input.</summary>
    public const int Input = 2;

    /// <summary>The engine could not be reached.</summary>
    public const int Unreachable = 3;
}
