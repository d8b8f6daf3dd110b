using MediatR;

namespace Ledger.Access;

/// <summary>
/// Denies by default: a request passes only where it says who asks and that actor's role is among those it allows. Its type parameters are those of
/// <see cref="IPipelineBehavior{TRequest, TResponse}"/> itself: a container passes over, in silence, a behaviour whose parameters mean something else.
/// </summary>
public sealed class AuthorisationBehaviour<TRequest, TAnswer> : IPipelineBehavior<TRequest, TAnswer>
    where TRequest : IRequest<TAnswer> where TAnswer : IRefusable<TAnswer>
{
    /// <inheritdoc/>
    public Task<TAnswer> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TAnswer> next) =>
        request is IAuthorised asked && (asked.Actor.Role == Role.Administrator || asked.Allowed.Contains(asked.Actor.Role))
            ? next()
            : Task.FromResult(TAnswer.Refused(new(Refusals.NotAllowed, "This role may not do that.")));
}
