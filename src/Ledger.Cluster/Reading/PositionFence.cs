using System.Data.Common;
using Ledger.Reading;
using Weasel.Core;
using Weasel.Storage;
using IStorageOperation = Marten.Internal.Operations.IStorageOperation;
using ICommandBuilder = Weasel.Postgresql.ICommandBuilder;

namespace Ledger.Cluster;

/// <summary>Moves the position of a set, within the <c>SaveChanges</c> that writes its rows; where there is none to move, nothing is written.</summary>
/// <param name="update">Updates one row, or none.</param>
sealed class PositionFence(string update) : IStorageOperation
{
    public Type DocumentType => typeof(PositionFence);

    public void ConfigureCommand(ICommandBuilder builder, IStorageSession session) => builder.Append(update + " RETURNING position");

    public async Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token)
    {
        if (!await reader.ReadAsync(token)) throw new RowsOvertakenException();
    }

    public OperationRole Role() => OperationRole.Other;
}
