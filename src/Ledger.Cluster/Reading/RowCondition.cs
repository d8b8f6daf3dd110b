using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using Ledger.Postgres;

namespace Ledger.Cluster;

/// <summary>
/// A condition on a row as SQL that is true exactly where the condition is: where nothing is compared with something it is unknown in place of false, which "not"
/// takes for false, too.
/// </summary>
sealed class RowCondition
{
    readonly RowFields _fields;
    readonly StringBuilder _sql = new();
    readonly List<object> _parameters = [];

    RowCondition(RowFields fields) => _fields = fields;

    /// <summary>The SQL, <c>?</c> for each parameter.</summary>
    /// <exception cref="NotSupportedException">It has what no query of the ledger has.</exception>
    public static (string Sql, object[] Parameters) Of(RowFields fields, Expression condition)
    {
        var read = new RowCondition(fields);
        read.Condition(condition);
        return (read._sql.ToString(), [.. read._parameters]);
    }

    /// <summary>Without conversions, which change nothing in the database.</summary>
    public static Expression Bare(Expression expression) => expression is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } converted ? Bare(converted.Operand) : expression;

    /// <summary>The value of what names no row.</summary>
    public static object? Evaluate(Expression expression) => Bare(expression) switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => field.GetValue(member.Expression is null ? null : Evaluate(member.Expression)),
        MemberExpression { Member: PropertyInfo property } member => property.GetValue(member.Expression is null ? null : Evaluate(member.Expression)),
        var other => Expression.Lambda<Func<object?>>(Expression.Convert(other, typeof(object))).Compile(preferInterpretation: true)(),
    };

    void Condition(Expression expression)
    {
        expression = Bare(expression);
        if (!NamesRow(expression))
        {
            Write(Evaluate(expression) is true ? "true" : "false");
            return;
        }
        switch (expression)
        {
            case BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.OrElse } both:
                Write("(");
                Condition(both.Left);
                Write(both.NodeType == ExpressionType.AndAlso ? " AND " : " OR ");
                Condition(both.Right);
                Write(")");
                break;
            case BinaryExpression compared:
                Comparison(compared.NodeType, compared.Left, compared.Right);
                break;
            case UnaryExpression { NodeType: ExpressionType.Not } not:
                Write("((");
                Condition(not.Operand);
                Write(") IS NOT TRUE)");
                break;
            case MemberExpression { Member.Name: nameof(Nullable<>.HasValue) } there when IsOfNullable(there):
                Write("(");
                Operand(there.Expression!);
                Write(" IS NOT NULL)");
                break;
            default:
                Operand(expression);
                break;
        }
    }

    void Comparison(ExpressionType type, Expression left, Expression right)
    {
        (left, right) = (Bare(left), Bare(right));
        if (Texts(left) is var (first, second) && !NamesRow(right) && Evaluate(right) is 0) (left, right) = (Bare(first), Bare(second));
        if (!NamesRow(left)) (type, left, right) = (Turned(type), right, left);
        var nothing = !NamesRow(right) && Evaluate(right) is null;
        Write("(");
        Operand(left);
        if (nothing) Write(type switch { ExpressionType.Equal => " IS NULL", ExpressionType.NotEqual => " IS NOT NULL", _ => " IS NULL AND false" });
        else
        {
            Write(Operator(type, NamesRow(right)));
            Operand(right);
        }
        Write(")");
    }

    void Operand(Expression expression)
    {
        expression = Bare(expression);
        if (!NamesRow(expression))
        {
            Write("?");
            _parameters.Add(Evaluate(expression) switch
            {
                string text => StoredText.Encode(text),
                bool truth => truth,
                IConvertible number => number.ToInt64(CultureInfo.InvariantCulture),
                _ => throw new NotSupportedException("Rows are compared with numbers, texts and truths."),
            });
            return;
        }
        switch (expression)
        {
            case MemberExpression { Member.Name: nameof(Nullable<>.Value), Expression: { } inner } value when IsOfNullable(value):
                Operand(inner);
                break;
            case MemberExpression { Member.Name: var name, Expression: { } row } when Bare(row) is ParameterExpression:
                Write(_fields.Value(name));
                break;
            case ConditionalExpression choice:
                Write("(CASE WHEN ");
                Condition(choice.Test);
                Write(" THEN ");
                Operand(choice.IfTrue);
                Write(" ELSE ");
                Operand(choice.IfFalse);
                Write(" END)");
                break;
            case BinaryExpression { NodeType: ExpressionType.Coalesce } first:
                Both("coalesce(", first, ", ", ")");
                break;
            case BinaryExpression { NodeType: ExpressionType.Add or ExpressionType.AddChecked } sum when sum.Type == typeof(string):
                Both("concat(", sum, ", ", ")");   // nothing adds nothing
                break;
            case BinaryExpression { NodeType: ExpressionType.Add or ExpressionType.AddChecked } sum:
                Both("(", sum, " + ", ")");
                break;
            default:
                throw new NotSupportedException($"{expression.NodeType} is in no query of the ledger.");
        }
    }

    void Both(string begin, BinaryExpression operands, string between, string end)
    {
        Write(begin);
        Operand(operands.Left);
        Write(between);
        Operand(operands.Right);
        Write(end);
    }

    void Write(string sql) => _sql.Append(sql);

    static string Operator(ExpressionType type, bool bothOfRow) => type switch
    {
        ExpressionType.Equal => bothOfRow ? " IS NOT DISTINCT FROM " : " = ",
        ExpressionType.NotEqual => " IS DISTINCT FROM ",
        ExpressionType.GreaterThan => " > ",
        ExpressionType.GreaterThanOrEqual => " >= ",
        ExpressionType.LessThan => " < ",
        ExpressionType.LessThanOrEqual => " <= ",
        _ => throw new NotSupportedException($"{type} is in no query of the ledger."),
    };

    static ExpressionType Turned(ExpressionType type) => type switch
    {
        ExpressionType.GreaterThan => ExpressionType.LessThan,
        ExpressionType.GreaterThanOrEqual => ExpressionType.LessThanOrEqual,
        ExpressionType.LessThan => ExpressionType.GreaterThan,
        ExpressionType.LessThanOrEqual => ExpressionType.GreaterThanOrEqual,
        _ => type,
    };

    /// <summary>The two texts of a comparison of them, all of whose forms are ordinal here.</summary>
    static (Expression, Expression)? Texts(Expression expression) => expression is MethodCallExpression { Method: { DeclaringType: var type, Name: var name } } call && type == typeof(string)
        ? (name, call.Object, call.Arguments) switch
        {
            (nameof(string.CompareTo), { } left, [var right]) => (left, right),
            (nameof(string.Compare) or nameof(string.CompareOrdinal), null, [var left, var right]) => (left, right),
            _ => null,
        }
        : null;

    static bool IsOfNullable(MemberExpression member) => member.Expression is { } of && Nullable.GetUnderlyingType(of.Type) is not null;

    static bool NamesRow(Expression expression)
    {
        var found = new Finder();
        found.Visit(expression);
        return found.Found;
    }

    sealed class Finder : ExpressionVisitor
    {
        public bool Found { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Found = true;
            return node;
        }
    }
}
