using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Journal;

/// <summary>One pure step from a schema of a type to the next: old data in, new data out.</summary>
/// <param name="Name">Type without version.</param>
/// <param name="From">The schema it lifts; the result has the next number.</param>
/// <param name="Lift">Makes the new data; the old is its own to change. A sealed field keeps its place: it opens nowhere else.</param>
public sealed record UpcastStep(string Name, int From, Func<JsonObject, JsonObject> Lift);

/// <summary>Lifts recorded data to the newest schema, step by step, in memory and after hashing: what is stored never changes.</summary>
/// <param name="steps">The table of steps.</param>
public sealed class Upcasting(IReadOnlyList<UpcastStep> steps)
{
    /// <summary>Every step there is. Today every type is at schema 1, so the table is empty; the first change of a schema adds its line here.</summary>
    public static Upcasting Current { get; } = new([]);

    /// <summary>The data at the wanted schema, or null where a step is missing.</summary>
    public JsonElement? Lift(string name, int from, int to, JsonElement data)
    {
        if (from == to) return data;
        var lifted = JsonObject.Create(data.Clone());
        for (var schema = from; schema < to; schema++)
        {
            if (lifted is null || steps.SingleOrDefault(step => step.Name == name && step.From == schema) is not { } step) return null;
            lifted = step.Lift(lifted);
        }
        return from < to ? JsonSerializer.SerializeToElement(lifted, LedgerJson.Options) : null;
    }
}
