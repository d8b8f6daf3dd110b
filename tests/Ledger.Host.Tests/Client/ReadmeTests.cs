using System.Text.RegularExpressions;
using System.Xml.Linq;
using Ledger.Client;
using Ledger.Host.Tests.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Host.Tests.Client;

/// <summary>What the client's README shows is compiled and run.</summary>
public sealed partial class ReadmeTests
{
    static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "src/Ledger.Client/README.md"));

    [Test]
    public void Its_blocks_are_the_samples_of_this_assembly()
    {
        var samples = File.ReadAllText(Path.Combine(Repository.Root, "tests/Ledger.Host.Tests/Client/ReadmeSamples.cs"));
        var shown = Block().Matches(Readme).Select(block => block.Groups[1].Value).ToArray();
        Assert.That(shown, Has.Length.GreaterThan(5));
        Assert.That(shown, Is.EquivalentTo(Region().Matches(samples).Select(region => Outdented(region.Groups[1].Value))));
    }

    [Test]
    public void Its_options_are_those_there_are()
    {
        var table = Readme[Readme.IndexOf("## Options", StringComparison.Ordinal)..];
        var listed = OptionName().Matches(table).Select(name => name.Groups[1].Value).Distinct();
        Assert.That(listed, Is.EquivalentTo(typeof(LedgerClientOptions).GetProperties().Select(p => p.Name)));
    }

    [Test]
    public async Task Its_samples_work()
    {
        await using var served = await Served.Start();
        await using var service = await Service.Start(served, o => (o.OutboxPath, o.OutboxKey) = (Path.Combine(served.Folder, "outbox.db"), Service.OutboxKey));
        var first = await ReadmeSamples.Publish(service.Ledger);
        await ReadmeSamples.PublishAgain(service.Ledger, TimeProvider.System);
        await ReadmeSamples.Enqueue(service.Ledger);
        await ReadmeSamples.Ask(service.Ledger, new Ears(default));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var ears = new Ears(stop);
        Assert.That(async () => await ReadmeSamples.Listen(service.Ledger, ears, first.Index, stop.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(ears.Stopped, Is.EqualTo(["u-1001"]));
    }

    [Test]
    public void Its_registrations_name_what_is_missing()
    {
        var services = new ServiceCollection();
        ReadmeSamples.Add(services, new ConfigurationBuilder().Build());
        using var provider = services.BuildServiceProvider();
        Assert.That(() => provider.GetRequiredService<ILedger>(), Throws.InstanceOf<Microsoft.Extensions.Options.OptionsValidationException>().With.Message.Contains("Key is needed"));
        ReadmeSamples.AddWithOutbox(services, new ConfigurationBuilder().Build(), new Ears(default));
    }

    [TestCase("Ledger.Client"), TestCase("Ledger"), TestCase("Ledger.Proofs")]
    public void Its_packages_say_what_they_are(string name)
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, "src", name, $"{name}.csproj"));
        string? Of(string property) => project.Descendants(property).SingleOrDefault()?.Value;
        Assert.That(Of("Description"), Has.Length.InRange(40, 400));
        Assert.That(Of("PackageReadmeFile"), Is.EqualTo("README.md"));
        Assert.That(File.Exists(Path.Combine(Repository.Root, "src", name, "README.md")), Is.True);
        Assert.That(Of("IsPackable"), Is.Null);
    }

    static string Outdented(string region)
    {
        var lines = region.Split('\n');
        var margin = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > margin ? line[margin..] : line.Trim()));
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("#region sample\n(.*?) *#endregion", RegexOptions.Singleline)]
    private static partial Regex Region();

    [GeneratedRegex("`([A-Z][A-Za-z]+)`")]
    private static partial Regex OptionName();

    sealed class Ears(CancellationTokenSource? stop) : ReadmeSamples.IAlarms, ReadmeSamples.ISms, ReadmeSamples.IMailing
    {
        public List<string?> Stopped { get; } = [];

        public ValueTask Raise(string text) => default;

        public Task Send(string userId) => Task.CompletedTask;

        public async Task Stop(string? userId, IReadOnlyList<string> purposes)
        {
            Stopped.Add(userId);
            if (stop is not null) await stop.CancelAsync();
        }
    }
}
