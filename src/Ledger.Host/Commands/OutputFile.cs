namespace Ledger.Host.Commands;

/// <summary>A file that a command makes: it replaces none, only its owner can read it, and it is there only once it is whole.</summary>
static class OutputFile
{
    /// <summary>Refuses a place where no file can be made, before anything is recorded.</summary>
    public static void Demand(string path)
    {
        if (File.Exists(path)) throw new InputException($"{path} exists already.");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder)) throw new InputException($"There is no folder {folder}.");
    }

    /// <summary>Makes it, unless the answer is a refusal; of what was cut off nothing stays.</summary>
    public static async Task<Outcome<TMade>> Write<TMade>(string path, Func<FileStream, Task<Outcome<TMade>>> make)
    {
        var partial = $"{path}.partial";
        try
        {
            Outcome<TMade> outcome;
            await using (var output = PrivateFile.Create(partial)) outcome = await make(output);
            if (outcome.Refusal is null) File.Move(partial, path);
            return outcome;
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
