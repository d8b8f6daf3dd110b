using Ledger.Access;
using Ledger.Listening;
using Ledger.Migration;

namespace Ledger.Reading;

/// <summary>The row types of <see cref="IServiceTables"/>.</summary>
public static class ServiceRows
{
    /// <summary>All of them. A shape is a format: what is added needs a default, nothing is renamed.</summary>
    public static IReadOnlyCollection<Type> All { get; } = [typeof(ApiKeyRow), typeof(SubscriberRow), typeof(SubscriberProgressRow), typeof(DeliveryRow), typeof(UsedLinkRow), typeof(UnfinishedRow), typeof(MovedRow)];
}
