using System.Security.Cryptography;
using System.Text;

namespace Ledger.Host.Tests;

/// <summary>A folder of its own for one test: a data folder, a folder for temporary files, and whatever else; all processes and files are gone afterwards.</summary>
sealed class Workspace : IDisposable
{
    readonly List<LedgerProcess> started = [];

    public Workspace()
    {
        Directory.CreateDirectory(Temp);
        Environment = new() { ["LEDGER_DATA"] = Data, ["TMPDIR"] = Temp, ["DOTNET_TieredPGO"] = "0" };   // short runs start a third faster without profiling
    }

    /// <summary>How long any one run may take.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(120);

    public string Root { get; } = Directory.CreateTempSubdirectory("ledger-host-test-").FullName;

    /// <summary>The data folder; it does not exist until a ledger is made in it.</summary>
    public string Data => At("data");

    /// <summary>Where the executable's temporary files go.</summary>
    public string Temp => At("temp");

    /// <summary>What is added to the environment of each run.</summary>
    public Dictionary<string, string> Environment { get; }

    /// <summary>Whether each command is started as an operator's shell does, and not by a process that ran others before it. <c>LEDGER_TEST_FRESH=1</c> has it so in all tests.</summary>
    public bool Fresh { get; init; } = System.Environment.GetEnvironmentVariable("LEDGER_TEST_FRESH") is { Length: > 0 };

    /// <summary>Whether a variable is a setting of the ledger: none of those of whoever runs the tests reaches a run.</summary>
    public static bool IsSetting(string variable) => variable.StartsWith("LEDGER_", StringComparison.Ordinal);

    public string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Writes a file of lines and answers where it is.</summary>
    public string Write(string name, params IEnumerable<string> lines)
    {
        File.WriteAllText(At(name), string.Concat(lines.Select(l => l + "\n")));
        return At(name);
    }

    /// <summary>Starts the executable.</summary>
    public LedgerProcess Start(params IEnumerable<string> arguments) => Started(LedgerProcess.Start(this, arguments));

    /// <summary>Starts the executable under another program.</summary>
    public LedgerProcess StartUnder(IReadOnlyList<string> under, params IEnumerable<string> arguments) => Started(LedgerProcess.Start(this, arguments, under));

    /// <summary>Runs the executable to its end, with nothing to read.</summary>
    public Ran Run(params IEnumerable<string> arguments) => RunWith([], arguments);

    /// <summary>Runs the executable to its end with this to read.</summary>
    public Ran RunWith(ReadOnlySpan<byte> input, params IEnumerable<string> arguments)
    {
        if (!Fresh && KeptProcess.Takes(Environment.Keys)) return KeptProcess.Run(this, input, arguments);
        using var process = LedgerProcess.Start(this, arguments);
        try
        {
            process.Input.Write(input);
        }
        catch (IOException)
        {
            // It ended without reading all: what it says tells why.
        }
        process.CloseInput();
        return process.Wait();
    }

    /// <summary>Publishes lines, all of which must be taken.</summary>
    public Ran Publish(params IEnumerable<string> lines) =>
        RunWith(Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))), "publish", "-", "--receipts", "--json").Exits(0);

    /// <summary>The whole store is as the ledger left it.</summary>
    public void Check() => Run("check").Exits(0);

    /// <summary>Every file of the data folder by name, with the hash of its bytes, its length and when it was written.</summary>
    public IReadOnlyList<string> Fingerprint() =>
    [
        .. Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file =>
            $"{Path.GetRelativePath(Data, file)} {Hash(file)} {File.GetLastWriteTimeUtc(file):O}"),
    ];

    public void Dispose()
    {
        foreach (var process in started) process.Dispose();
        Directory.Delete(Root, recursive: true);
    }

    /// <summary>The lock file is empty, and cannot be opened while the ledger holds it.</summary>
    static string Hash(string file)
    {
        if (Path.GetFileName(file) == "lock") return "";
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Convert.ToHexString(SHA256.HashData(stream));
    }

    LedgerProcess Started(LedgerProcess process)
    {
        started.Add(process);
        return process;
    }
}
