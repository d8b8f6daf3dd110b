using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Ledger.Storage.Tests.Postgres;

/// <summary>
/// A PostgreSQL of the tests' own: made from the installed binaries in a private folder and reached through a socket in it, so that there is no port to
/// quarrel over. A shell holds it that stops it and removes the folder as soon as its input ends, however the test process ended.
/// </summary>
sealed class PostgresServer : IAsyncDisposable
{
    const string Debian = "/usr/lib/postgresql", Memory = "/dev/shm";

    const long MemoryMin = 1L << 30;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    readonly string _folder, _settings;
    readonly string? _disk;
    Process? _shell;

    PostgresServer(string folder, string settings, string? disk) => (_folder, _settings, _disk) = (folder, settings, disk);

    /// <summary>The folder the binaries are in, or null where there are none.</summary>
    public static string? Binaries { get; } = Folders().FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));

    /// <summary>As a superuser, to a database.</summary>
    public string Login(string database = "postgres") => $"Host={Host};Username=postgres;Database={database}";

    /// <summary>The folder of its socket.</summary>
    public string Host => _folder;

    /// <summary>Where its data lies.</summary>
    public string Data => Path.Combine(_folder, "data");

    /// <summary>The process that all others of the server descend from.</summary>
    public int Process => int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>Makes one and starts it.</summary>
    /// <param name="settings">Further options of the <c>postgres</c> command.</param>
    /// <param name="disk">A file system of its own to lie on, or null.</param>
    public static Task<PostgresServer> Start(string settings = "", string? disk = null) =>
        Make(settings, disk, "initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync", "--wal-segsize=4");

    /// <summary>Makes a standby of another, which streams from it, and starts it.</summary>
    public static Task<PostgresServer> StartStandby(PostgresServer primary) =>
        Make("", null, "pg_basebackup", "-h", primary._folder, "-U", "postgres", "-R", "-X", "stream", "-c", "fast", "--no-sync");

    static async Task<PostgresServer> Make(string settings, string? disk, string program, params string[] arguments)
    {
        if (Binaries is null) throw Tool.Missing("PostgreSQL is neither on PATH nor in Debian's folder");
        var folder = disk ?? PrivateFolder();
        var server = new PostgresServer(folder, settings, disk);
        if (Environment.IsPrivilegedProcess) Demand("chown", Unprivileged, folder);
        server.AsUser(program, [.. arguments, "-D", server.Data]);
        await server.Start();
        return server;
    }

    /// <summary>Starts it again, after it was killed or stopped, and waits until it answers.</summary>
    public async Task Start()
    {
        var options = $"-D '{Data}' -k '{_folder}' -c listen_addresses='' -c max_connections=200 -c shared_buffers=64MB {_settings}";
        var command = $"""
            exec 2>/dev/null
            {Prefix} '{Binaries}/postgres' {options} >>'{_folder}/log' 2>&1 </dev/null &
            server=$!
            cat >/dev/null
            kill -QUIT $server 2>/dev/null
            wait $server
            [ -e '{_folder}/keep' ] || rm -rf '{_folder}'
            """;
        _shell = System.Diagnostics.Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardInput = true })!;
        var waited = Stopwatch.StartNew();
        while (!await Answers())
        {
            if (waited.Elapsed > Patience || _shell.HasExited) throw new InvalidOperationException(File.ReadAllText(Path.Combine(_folder, "log")));
            await Task.Delay(20);
        }
    }

    /// <summary>Ends every process of the server at once, as a power cut would.</summary>
    public async Task Kill()
    {
        var children = Descendants(Process);
        Demand("kill", "-9", Process.ToString(CultureInfo.InvariantCulture));
        await Stop();
        var waited = Stopwatch.StartNew();   // they end when they see that it is gone, and none starts in their place before
        while (children.Any(child => Directory.Exists($"/proc/{child}")) && waited.Elapsed < Patience) await Task.Delay(5);
    }

    /// <summary>Every process of it stands still, and none of its connections is closed: as a machine that hangs.</summary>
    public void Pause() => Signal("-STOP");

    /// <summary>They go on.</summary>
    public void Wake() => Signal("-CONT");

    void Signal(string signal)
    {
        foreach (var process in (string[])[.. Descendants(Process), Process.ToString(CultureInfo.InvariantCulture)]) Demand("kill", signal, process);
    }

    /// <summary>Stops it without a word to anybody, where it has not stopped by itself; what it wrote stays.</summary>
    public async Task Stop()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "keep"), "");
        await Close();
        File.Delete(Path.Combine(_folder, "keep"));
    }

    /// <summary>A standby takes writes from now on.</summary>
    public void Promote() => AsUser("pg_ctl", "promote", "-w", "-D", Data);

    /// <summary>Runs a program of PostgreSQL's as the user the server runs as.</summary>
    public void AsUser(string program, params string[] arguments) =>
        Demand("/bin/sh", ["-c", $"cd '{_folder}' && {Prefix} \"$0\" \"$@\"", Path.Combine(Binaries!, program), .. arguments]);

    public async ValueTask DisposeAsync()
    {
        await Close();
        if (Directory.Exists(Data)) Directory.Delete(Data, recursive: true);
        // The shell removed the folder, unless the server had been killed before.
        if (_disk is null && Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    async Task Close()
    {
        if (_shell is not { } shell) return;
        _shell = null;
        shell.StandardInput.Close();
        using var late = new CancellationTokenSource(Patience);
        await shell.WaitForExitAsync(late.Token);
        shell.Dispose();
    }

    async Task<bool> Answers()
    {
        try
        {
            await using var connection = new NpgsqlConnection(Login() + ";Pooling=false;Timeout=2");
            await connection.OpenAsync();
            return true;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            return false;
        }
    }

    /// <summary>
    /// In memory where there is room: a server that was killed syncs every file it has before it starts, which can take a minute on a busy disk. What these
    /// tests ask of it, that processes end, does not need one.
    /// </summary>
    static string PrivateFolder() => !OperatingSystem.IsWindows() && Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > MemoryMin
        ? Directory.CreateDirectory(Path.Combine(Memory, $"ledger-pg-{Path.GetRandomFileName()}"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName
        : Directory.CreateTempSubdirectory("ledger-pg-").FullName;

    /// <summary>PostgreSQL refuses to run as root: there it runs as the user Debian's package made, or as nobody.</summary>
    static string Unprivileged => File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    static string[] Descendants(int process)
    {
        var list = $"/proc/{process}/task/{process}/children";
        return File.Exists(list) ? File.ReadAllText(list).Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
    }

    static string Prefix => Environment.IsPrivilegedProcess ? $"setpriv --reuid={Unprivileged} --regid=$(id -g {Unprivileged}) --clear-groups" : "";

    static void Demand(string program, params string[] arguments)
    {
        using var process = Tool.Start(program, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program}: {said}{errors.Result}");
    }

    static IEnumerable<string> Folders()
    {
        var versions = Directory.Exists(Debian) ? Directory.GetDirectories(Debian) : [];
        return [.. versions.OrderByDescending(folder => Version(folder)).Select(folder => Path.Combine(folder, "bin")),
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)];

        static int Version(string folder) => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0;
    }
}
