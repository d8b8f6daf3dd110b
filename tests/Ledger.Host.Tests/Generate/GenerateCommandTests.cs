using System.CommandLine;
using Ledger.Host.Generate;

namespace Ledger.Host.Tests.Generate;

/// <summary>The command writes what the generator makes, and refuses a crowd that cannot be.</summary>
public sealed class GenerateCommandTests
{
    [Test]
    public void The_file_holds_the_lines_each_with_its_line_feed()
    {
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{TestContext.CurrentContext.Test.ID}.jsonl");
        try
        {
            var answer = Root().Parse(["generate", "--subjects", "20", "--seed", "5", "--out", file]).Invoke();
            Assert.That(answer, Is.Zero);
            Assert.That(File.ReadAllBytes(file), Is.EqualTo(
                TrafficGenerator.Events(20, 5, TrafficGenerator.From, TrafficGenerator.To).SelectMany(line => (byte[])[.. line.Span, (byte)'\n'])));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [TestCase("-1")]
    [TestCase("1000000001")]
    [TestCase("many")]
    public void A_crowd_that_cannot_be_is_wrong_usage(string subjects) =>
        Assert.That(Root().Parse(["generate", "--subjects", subjects]).Errors, Is.Not.Empty);

    static RootCommand Root() => new("ledger") { GenerateCommand.Create(new(TimeProvider.System)) };
}
