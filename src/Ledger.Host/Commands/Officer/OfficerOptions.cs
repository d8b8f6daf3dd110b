using System.CommandLine;
using Ledger.Destruction;
using Ledger.Host.Documents;

namespace Ledger.Host.Commands.Officer;

/// <summary>Options that officers' commands share.</summary>
static class OfficerOptions
{
    public static Option<bool> DryRun { get; } = new("--dry-run") { Description = "Show the event that would be recorded, and record nothing." };

    public static Option<string?> Id { get; } = new("--id") { Description = "The event's id (default: a random one). The same again with the same content adds nothing; no id holds the person's.", HelpName = "ID" };

    public static Argument<string> Person() => new("ID") { Description = "The person, by your own id." };

    public static Option<string[]> Categories(string description, bool required = false) =>
        new("--category") { Description = description, HelpName = "CATEGORY", Required = required };

    public static Option<string[]> Purposes(string description) => new("--purpose") { Description = description, HelpName = "PURPOSE" };

    /// <summary>Why data is destroyed.</summary>
    public static Option<string> Reason()
    {
        var option = new Option<string>("--reason") { Description = $"Why: {string.Join(", ", Names<DestructionReason>())}; what goes into the act.", Required = true };
        Among(option, Names<DestructionReason>());
        return option;
    }

    /// <summary>Takes none but these values, and names the option where another is given: which of several was mistyped must be plain.</summary>
    public static void Among(Option option, string[] names) => option.Validators.Add(result =>
    {
        if (result.Tokens.Any(token => !names.Contains(token.Value))) result.AddError($"{option.Name} is one of {string.Join(", ", names)}.");
    });

    /// <summary>The names of an enumeration's values, as events have them.</summary>
    public static string[] Names<T>() where T : struct, Enum => [.. Enum.GetValues<T>().Select(value => DocumentJson.Name(value))];

    /// <summary>A list that is left out where it is empty.</summary>
    public static IReadOnlyList<string>? Some(string[]? given) => given is { Length: > 0 } ? given : null;
}
