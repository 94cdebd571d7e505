using Baznas.Bmd.SqlTests.Schemas;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Baznas.Bmd.SqlTests.Statements;

/// <summary>
/// What statements are made of: a closed list, so that a construct of one engine alone, or one that
/// both spell alike and understand differently, is refused without being foreseen.
/// </summary>
internal static class CommonSubset
{
    /// <summary>The functions that both engines have under one name, with how many arguments they take there.</summary>
    public static readonly IReadOnlyDictionary<string, (int Least, int Most)> Functions = new Dictionary<
        string,
        (int, int)
    >(StringComparer.OrdinalIgnoreCase)
    {
        ["COUNT"] = (1, 1),
        ["SUM"] = (1, 1),
        ["MIN"] = (1, 1),
        ["MAX"] = (1, 1),
        ["ABS"] = (1, 1),
        // SQLite changes the case of ASCII letters alone.
        ["UPPER"] = (1, 1),
        ["LOWER"] = (1, 1),
        ["SUBSTRING"] = (3, 3),
        ["CONCAT"] = (2, 100),
        ["ROW_NUMBER"] = (0, 0),
        ["RANK"] = (0, 0),
        ["DENSE_RANK"] = (0, 0),
        ["LAG"] = (1, 3),
        ["LEAD"] = (1, 3),
    };

    /// <summary>The parts of the syntax tree that both engines understand alike.</summary>
    public static readonly IReadOnlySet<Type> Constructs = new HashSet<Type>
    {
        // Statements
        typeof(SelectStatement),
        typeof(InsertStatement),
        typeof(UpdateStatement),
        typeof(DeleteStatement),
        typeof(InsertSpecification),
        typeof(UpdateSpecification),
        typeof(DeleteSpecification),
        typeof(ValuesInsertSource),
        typeof(SelectInsertSource),
        typeof(RowValue),
        typeof(AssignmentSetClause),
        // Queries
        typeof(WithCtesAndXmlNamespaces),
        typeof(CommonTableExpression),
        typeof(QuerySpecification),
        typeof(BinaryQueryExpression),
        typeof(SelectScalarExpression),
        typeof(FromClause),
        typeof(WhereClause),
        typeof(GroupByClause),
        typeof(ExpressionGroupingSpecification),
        typeof(HavingClause),
        typeof(OrderByClause),
        typeof(ExpressionWithSortOrder),
        typeof(OffsetClause),
        typeof(NamedTableReference),
        typeof(QualifiedJoin),
        typeof(UnqualifiedJoin),
        typeof(QueryDerivedTable),
        // Only {lock} can bring hints: SQLite has none.
        typeof(TableHint),
        // Names
        typeof(SchemaObjectName),
        typeof(MultiPartIdentifier),
        typeof(Identifier),
        typeof(IdentifierOrValueExpression),
        typeof(ColumnReferenceExpression),
        typeof(VariableReference),
        // Values
        typeof(IntegerLiteral),
        typeof(StringLiteral),
        typeof(NullLiteral),
        typeof(BinaryExpression),
        typeof(UnaryExpression),
        typeof(ParenthesisExpression),
        typeof(SearchedCaseExpression),
        typeof(SearchedWhenClause),
        typeof(SimpleCaseExpression),
        typeof(SimpleWhenClause),
        typeof(CoalesceExpression),
        typeof(NullIfExpression),
        typeof(CastCall),
        typeof(SqlDataTypeReference),
        typeof(FunctionCall),
        typeof(OverClause),
        typeof(WindowFrameClause),
        typeof(WindowDelimiter),
        typeof(ScalarSubquery),
        // Conditions
        typeof(BooleanComparisonExpression),
        typeof(BooleanBinaryExpression),
        typeof(BooleanNotExpression),
        typeof(BooleanParenthesisExpression),
        typeof(BooleanIsNullExpression),
        typeof(BooleanTernaryExpression),
        typeof(InPredicate),
        typeof(LikePredicate),
        typeof(ExistsPredicate),
    };

    public static IEnumerable<string> Complaints(TSqlStatement statement) =>
        TSql.Tree(statement).Select(Complaint).OfType<string>().Distinct();

    private static string? Complaint(TSqlFragment fragment) =>
        fragment switch
        {
            SelectStarExpression => "SELECT * changes with the table: name the columns (EXISTS takes SELECT 1).",
            TopRowFilter => "TOP is not in SQLite: end with ORDER BY … {limit} or {one}.",
            OutputClause or OutputIntoClause =>
                "OUTPUT is refused on a table with triggers, and SQLite has none: ids are given by the caller.",
            FunctionCall call => Complaint(call),
            Identifier { QuoteType: QuoteType.DoubleQuote } name =>
                $"\"{name.Value}\" may be a string to SQLite: names stand in brackets.",
            NumericLiteral number =>
                $"{number.Value} is a decimal to SQL Server, and a floating number or an integer to SQLite: use a parameter.",
            StringLiteral { IsNational: true } => "N'…' is not in SQLite: a string is '…'.",
            SchemaObjectName { Identifiers.Count: > 1 } name => $"Tables stand without schema: {TSql.Text(name)}.",
            QualifiedJoin { JoinHint: not JoinHint.None } => "Join hints are not in SQLite.",
            UnqualifiedJoin { UnqualifiedJoinType: not UnqualifiedJoinType.CrossJoin } => "APPLY is not in SQLite.",
            UnaryExpression { UnaryExpressionType: not UnaryExpressionType.Negative } =>
                $"Not an operator of both engines: {TSql.Text(fragment)}.",
            LikePredicate { SecondExpression: StringLiteral pattern }
                when pattern.Value.Contains('[', StringComparison.Ordinal) =>
                $"[ begins a set of letters to SQL Server and is a letter to SQLite: {TSql.Text(fragment)}.",
            AssignmentSetClause { AssignmentKind: not AssignmentKind.Equals }
            or AssignmentSetClause { Variable: not null } => $"SQLite assigns with = alone: {TSql.Text(fragment)}.",
            _ when Constructs.Contains(fragment.GetType()) => null,
            _ => $"Outside the common subset ({fragment.GetType().Name}): {TSql.Text(fragment)}.",
        };

    private static string? Complaint(FunctionCall call)
    {
        var name = call.FunctionName.Value;
        if (!Functions.TryGetValue(name, out var count))
        {
            return $"{name} is not on the list of functions that both engines have: {string.Join(", ", Functions.Keys)}"
                + " (and COALESCE, NULLIF, CAST, CASE).";
        }

        return call.Parameters.Count < count.Least || call.Parameters.Count > count.Most
            ? $"{name} takes {count.Least} to {count.Most} arguments in both engines, not {call.Parameters.Count}."
            : null;
    }
}
