using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Ledger.Tests.Tidy;

/// <summary>The walls of the house (docs/architecture.md): what a project may reference, who composes, who reads the clock.</summary>
public sealed partial class WallTests
{
    static readonly string[] Engines = ["Ledger.Sqlite", "Ledger.Postgres", "Ledger.Cluster"];

    /// <summary>The package is the platform's own, shipped beside the base class library: RFC 3161 and CMS (docs/decisions/0019).</summary>
    [Test]
    public void Proofs_reference_only_the_platforms_own_libraries() => Assert.That(References("src/Ledger.Proofs"), Is.EquivalentTo(["System.Security.Cryptography.Pkcs"]));

    [Test]
    public void The_ledger_itself_references_proofs_and_MediatR_and_no_engine() =>
        Assert.That(References("src/Ledger"), Is.EquivalentTo(["Ledger.Proofs", "MediatR"]));

    [Test]
    public void Projections_reference_the_ledger_only() =>
        Assert.That(References("projections/Ledger.Projections"), Is.EquivalentTo(["Ledger"]));

    [Test]
    public void Reports_reference_the_ledger_only() => Assert.That(References("src/Ledger.Reports"), Is.EquivalentTo(["Ledger"]));

    [Test]
    public void The_client_references_the_ledgers_events_and_its_own_packages_and_nothing_of_the_server() =>
        Assert.That(References("src/Ledger.Client"), Is.EquivalentTo(
            ["Ledger", "Microsoft.Data.Sqlite", "SQLitePCLRaw.bundle_e_sqlite3", "Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.Http"]));

    [Test]
    public void The_PostgreSQL_engine_references_the_ledger_and_Npgsql() =>
        Assert.That(References("src/Ledger.Postgres"), Is.EquivalentTo(["Ledger", "Npgsql", "Npgsql.EntityFrameworkCore.PostgreSQL"]));

    /// <summary>It keeps all but the journal in PostgreSQL, so it stands upon that engine.</summary>
    [Test]
    public void The_cluster_engine_references_the_one_on_PostgreSQL_and_its_servers_clients() =>
        Assert.That(References("src/Ledger.Cluster"), Is.EquivalentTo(["Ledger.Postgres", "EventStore.Client.Grpc.Streams", "Marten", "System.Linq.Async"]));

    [Test]
    public void Only_the_host_references_an_engine_or_a_projection()
    {
        var breaches =
            from project in Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            let name = Path.GetFileNameWithoutExtension(project)
            where name is not ("Ledger.Host" or "Ledger.Cluster")
            from reference in References(Path.GetDirectoryName(project)!)
            where Engines.Contains(reference) || reference == "Ledger.Projections"
            select $"{name} -> {reference}";
        Assert.That(breaches, Is.Empty);
    }

    /// <summary>One place in each program; the client's is where it joins a service, for one that brings no clock of its own.</summary>
    [Test]
    public void The_clock_is_read_in_one_place()
    {
        var readers = SourceTree.Sources("src", "projections").Where(f => ClockRead().IsMatch(SourceTree.Read(f)));
        Assert.That(readers, Is.EqualTo(["src/Ledger.Client/LedgerClientServices.cs", "src/Ledger.Host/Program.cs"]));
    }

    [Test]
    public void No_type_is_named_for_nothing_in_particular()
    {
        var names =
            from file in SourceTree.Sources("src", "projections", "tests")
            from Match declared in TypeDeclared().Matches(SourceTree.Read(file))
            select declared.Groups[1].Value;
        Assert.That(names.Where(n => Empty().IsMatch(n)), Is.Empty);
    }

    static IEnumerable<string> References(string folder)
    {
        var project = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, folder), "*.csproj").Single();
        return XDocument.Load(project).Descendants()
            .Where(e => e.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference" or "Reference")
            .Select(e => Path.GetFileNameWithoutExtension(e.Attribute("Include")!.Value.Replace('\\', '/') + (e.Name.LocalName == "ProjectReference" ? "" : ".x")));
    }

    [GeneratedRegex(@"TimeProvider\.System|DateTime(Offset)?\.(Utc)?Now")]
    private static partial Regex ClockRead();

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum)\s+(?:struct\s+|class\s+)?([A-Z]\w*)")]
    private static partial Regex TypeDeclared();

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils|Utility|Utilities|Common)$")]
    private static partial Regex Empty();
}
