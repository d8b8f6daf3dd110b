namespace Ledger.Host.Commands;

/// <summary>An API key on the command line is named by its file: the arguments of a process can be read by everybody on the machine.</summary>
static class ApiKeyFile
{
    const int LengthMax = 4096;

    /// <summary>The key that <c>@FILE</c> holds.</summary>
    public static string Read(string given)
    {
        if (!given.StartsWith('@')) throw new InputException("A key on the command line can be read by everybody on this machine: write --api-key @FILE, or set LEDGER_API_KEY.");
        var file = given[1..];
        if (!File.Exists(file)) throw new InputException($"There is no file {file}.");
        return new FileInfo(file).Length <= LengthMax ? File.ReadAllText(file).Trim() : throw new InputException($"{file} holds no API key.");
    }
}
