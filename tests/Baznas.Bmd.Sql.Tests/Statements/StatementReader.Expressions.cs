using Baznas.Bmd.SqlTests.Schemas;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Baznas.Bmd.SqlTests.Statements;

internal sealed partial class StatementReader
{
    private static readonly Kind Whole = new(Family.Integer, false);
    private static readonly Kind Words = new(Family.Text, false);

    private Kind ReadExpression(ScalarExpression expression, Scope scope) =>
        expression switch
        {
            ParenthesisExpression inner => ReadExpression(inner.Expression, scope),
            ColumnReferenceExpression column => ReadColumn(column, scope),
            VariableReference variable => ReadVariable(variable),
            IntegerLiteral number => Whole with { IsZeroOrOne = number.Value is "0" or "1" },
            StringLiteral => Words,
            NullLiteral => new Kind(Family.Null, true),
            UnaryExpression unary => ReadArithmetic(unary, [unary.Expression], scope),
            BinaryExpression binary => ReadBinary(binary, scope),
            CoalesceExpression coalesce => ReadCoalesce(coalesce, scope),
            NullIfExpression nullIf => ReadNullIf(nullIf, scope),
            CaseExpression @case => ReadCase(@case, scope),
            CastCall cast => ReadCast(cast, scope),
            FunctionCall call => ReadFunction(call, scope),
            ScalarSubquery subquery => ReadSubquery(subquery, scope),
            _ => throw new InvalidOperationException(expression.GetType().Name),
        };

    private Kind ReadColumn(ColumnReferenceExpression reference, Scope scope)
    {
        var found = scope.Find(reference);
        if (found.Count == 1)
        {
            CheckCase(reference.MultiPartIdentifier.Identifiers[^1].Value, found[0].Column.Name!);
            return Enclosing(scope, found[0].Source).KindOf(found[0]);
        }

        Complain(
            found.Count == 0
                ? $"There is no column {TSql.Text(reference)} here."
                : $"{TSql.Text(reference)} may be of {string.Join(" or ", found.Select(f => f.Source.Alias))}."
        );
        return Kind.Unknown;
    }

    private static Scope Enclosing(Scope scope, Source source) =>
        scope.Sources.Contains(source) || scope.Outer is null ? scope : Enclosing(scope.Outer, source);

    /// <summary>Whether it is known is asked of the whole statement, not here.</summary>
    private Kind ReadVariable(VariableReference variable) => parameters.Find(variable.Name)?.Kind ?? Kind.Unknown;

    private Kind ReadBinary(BinaryExpression binary, Scope scope)
    {
        if (
            binary.BinaryExpressionType
            is not (
                BinaryExpressionType.Add
                or BinaryExpressionType.Subtract
                or BinaryExpressionType.Multiply
                or BinaryExpressionType.Divide
                or BinaryExpressionType.Modulo
            )
        )
        {
            Complain($"Not an operator of both engines: {TSql.Text(binary)}.");
        }

        var result = ReadArithmetic(binary, [binary.FirstExpression, binary.SecondExpression], scope);
        if (
            binary.BinaryExpressionType is BinaryExpressionType.Divide or BinaryExpressionType.Modulo
            && binary.SecondExpression is not (IntegerLiteral { Value: not "0" } or NullIfExpression)
        )
        {
            Complain(
                $"Dividing by zero is NULL in SQLite and an error in SQL Server: divide by NULLIF(…, 0) in {TSql.Text(binary)}."
            );
        }

        return result;
    }

    private Kind ReadArithmetic(ScalarExpression whole, IEnumerable<ScalarExpression> parts, Scope scope)
    {
        var kinds = parts.Select(part => ReadExpression(part, scope)).ToList();
        foreach (var kind in kinds.Where(kind => !kind.Suits(Whole)))
        {
            Complain(
                kind.Family == Family.Text
                    ? $"SQLite makes numbers of text here, use CONCAT: {TSql.Text(whole)}."
                    : $"No arithmetic with {Spelling.Of(kind)}: {TSql.Text(whole)}."
            );
        }

        return new Kind(Family.Integer, kinds.Exists(kind => kind.CanBeNull))
        {
            IsLong = kinds.Exists(kind => kind.IsLong),
        };
    }

    private Kind ReadCoalesce(CoalesceExpression coalesce, Scope scope)
    {
        var kinds = coalesce.Expressions.Select(part => ReadExpression(part, scope)).ToList();
        return Common(kinds, TSql.Text(coalesce)) with { CanBeNull = kinds.TrueForAll(kind => kind.CanBeNull) };
    }

    private Kind ReadNullIf(NullIfExpression nullIf, Scope scope)
    {
        var first = ReadExpression(nullIf.FirstExpression, scope);
        Compare(first, ReadExpression(nullIf.SecondExpression, scope), nullIf);
        return first with { CanBeNull = true };
    }

    private Kind ReadCase(CaseExpression @case, Scope scope)
    {
        var results = new List<Kind>();
        if (@case is SimpleCaseExpression simple)
        {
            var input = ReadExpression(simple.InputExpression, scope);
            foreach (var when in simple.WhenClauses)
            {
                Compare(input, ReadExpression(when.WhenExpression, scope), simple);
                results.Add(ReadExpression(when.ThenExpression, scope));
            }
        }
        else if (@case is SearchedCaseExpression searched)
        {
            foreach (var when in searched.WhenClauses)
            {
                ReadCondition(when.WhenExpression, scope);
                results.Add(ReadExpression(when.ThenExpression, scope));
            }
        }

        results.Add(
            @case.ElseExpression is { } otherwise ? ReadExpression(otherwise, scope) : new Kind(Family.Null, true)
        );
        return Common(results, TSql.Text(@case));
    }

    /// <summary>The closed list of casts that give the same in both engines.</summary>
    private Kind ReadCast(CastCall cast, Scope scope)
    {
        var from = ReadExpression(cast.Parameter, scope);
        var to = (cast.DataType as SqlDataTypeReference)?.SqlDataTypeOption;
        var isText = from.Family is Family.Text or Family.Integer or Family.Date or Family.Null;
        var isNumber = from.Family is Family.Integer or Family.Boolean or Family.Null;
        switch (to)
        {
            case SqlDataTypeOption.NVarChar when isText:
                return Words with { CanBeNull = from.CanBeNull, Collation = from.Collation };
            case SqlDataTypeOption.Int or SqlDataTypeOption.BigInt when isNumber:
                return Whole with { CanBeNull = from.CanBeNull, IsLong = to == SqlDataTypeOption.BigInt };
            default:
                if (from.Family != Family.Unknown)
                {
                    Complain(
                        $"Not a cast that gives the same in both engines: {TSql.Text(cast)} (integers and truth values to int"
                            + " or bigint; text, integers and dates to nvarchar)."
                    );
                }

                return Kind.Unknown;
        }
    }

    private Kind ReadSubquery(ScalarSubquery subquery, Scope scope)
    {
        var column = OneColumn(subquery.QueryExpression, scope);
        var alwaysOneRow =
            subquery.QueryExpression is QuerySpecification { GroupByClause: null, HavingClause: null } query
            && query.SelectElements.SelectMany(element => TSql.Tree(element, IsSubquery)).Any(IsAggregate);
        return column with { CanBeNull = column.CanBeNull || !alwaysOneRow };
    }

    private Kind OneColumn(QueryExpression query, Scope scope)
    {
        var columns = ReadQuery(query, scope);
        if (columns.Count == 1)
        {
            return columns[0].Kind;
        }

        Complain($"A subquery has {columns.Count} columns where one is wanted: {TSql.Text(query)}.");
        return Kind.Unknown;
    }

    /// <summary>The one kind of values that may stand for each other.</summary>
    private Kind Common(List<Kind> kinds, string where)
    {
        var first = kinds.Find(kind => kind.Family != Family.Null) ?? kinds[0];
        foreach (var other in kinds.Where(other => !first.Suits(other)))
        {
            Complain($"{Spelling.Of(first)} and {Spelling.Of(other)} meet in {where}.");
        }

        CheckCollations(kinds, where);
        return first with
        {
            CanBeNull = kinds.Exists(kind => kind.CanBeNull),
            IsLong = kinds.Exists(kind => kind.IsLong),
            IsZeroOrOne = kinds.TrueForAll(kind => kind.IsZeroOrOne || kind.Family == Family.Null),
            Collation = kinds.Find(kind => kind.Collation is not null)?.Collation,
        };
    }

    private void CheckCollations(IEnumerable<Kind> kinds, string where)
    {
        var collations = kinds.Select(kind => kind.Collation).OfType<string>().Distinct().ToList();
        if (collations.Count > 1)
        {
            Complain($"SQL Server compares no columns of two collations ({string.Join(", ", collations)}): {where}.");
        }
    }

    private void Compare(Kind one, Kind other, TSqlFragment where)
    {
        if (!one.Suits(other))
        {
            Complain($"{Spelling.Of(one)} is compared with {Spelling.Of(other)}: {TSql.Text(where)}.");
        }

        CheckCollations([one, other], TSql.Text(where));
    }

    private void Want(Family family, Kind kind, TSqlFragment where)
    {
        if (!kind.Suits(new Kind(family, false)))
        {
            Complain(
                $"{Spelling.Of(kind)} stands where {Spelling.Of(new Kind(family, false))} is wanted: {TSql.Text(where)}."
            );
        }
    }
}
